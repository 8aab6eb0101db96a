import { describe, expect, test } from 'vitest'
import { initialParameters, makeNetwork } from '../../src/engine/networks/network.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'
import { preset } from './recipes.ts'

/** Weights [in, out] of one layer, drawn as the recipe says, and its biases. */
function draw(initialization: unknown, inputs: number, outputs: number) {
  const recipe = preset('linear-gaussian', { initialization })
  const network = makeNetwork([{ dense: outputs, activation: 'linear' }], inputs)
  const [weights, biases] = initialParameters(network, recipe.initialization, new RandomStream(1, 'init.generator'))
  return { weights: weights!.values, biases: biases!.values }
}

const mean = (values: Float32Array, of: (value: number) => number) =>
  values.reduce((sum, value) => sum + of(value), 0) / values.length
const deviation = (values: Float32Array) => Math.sqrt(mean(values, (value) => value * value))

// Of 60,000 normal numbers the deviation strays 0.3 % in one standard error; four of them are allowed.
const [inputs, outputs] = [200, 300]
const near = 0.012

describe('initial weights', () => {
  test('of the preset “Linear Gaussian” are normal with a standard deviation, not a variance, of 0.02', () => {
    const { initialization } = preset('linear-gaussian')
    const { weights } = draw(initialization, inputs, outputs)
    expect(Math.abs(deviation(weights) / 0.02 - 1)).toBeLessThan(near)
    // Normal, not uniform: its kurtosis is 3, not 1.8.
    const kurtosis = mean(weights, (value) => value ** 4) / deviation(weights) ** 4
    expect(Math.abs(kurtosis - 3)).toBeLessThan(0.15)
  })

  test('after Glorot lie evenly within ±√(6 / (in + out))', () => {
    const { weights } = draw({ kind: 'xavier' }, inputs, outputs)
    const limit = Math.sqrt(6 / (inputs + outputs))
    const furthest = weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(furthest).toBeLessThanOrEqual(Math.fround(limit))
    expect(furthest).toBeGreaterThan(0.99 * limit)
    expect(Math.abs(deviation(weights) / (limit / Math.sqrt(3)) - 1)).toBeLessThan(near)
  })

  test('after He have the variance 2 / in', () => {
    const { weights } = draw({ kind: 'he' }, inputs, outputs)
    expect(Math.abs(deviation(weights) / Math.sqrt(2 / inputs) - 1)).toBeLessThan(near)
  })

  test.each([{ kind: 'normal', sd: 3 }, { kind: 'xavier' }, { kind: 'he' }])('come with biases of 0: $kind', (kind) => {
    expect([...draw(kind, 3, 4).biases]).toEqual([0, 0, 0, 0])
  })
})
