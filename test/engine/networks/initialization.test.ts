import { describe, expect, test } from 'vitest'
import { layerSchema } from '../../../src/contract/recipe/layers.ts'
import { ganRecipeSchema } from '../../../src/contract/recipe/schema.ts'
import { parameterCount } from '../../../src/contract/recipe/facts.ts'
import { initialParameters, initialStatistics, makeNetwork } from '../../../src/engine/networks/network.ts'
import { RandomStream } from '../../../src/engine/random/stream.ts'
import { preset } from '../recipes.ts'

const networkOf = (layers: unknown[], width: number) =>
  makeNetwork(
    layers.map((layer) => layerSchema.parse(layer)),
    width,
  )

/** Fresh parameters of these layers by name. */
function draw(initialization: unknown, layers: unknown[], width: number): Record<string, Float32Array> {
  const recipe = ganRecipeSchema.shape.initialization.parse(initialization)
  const drawn = initialParameters(networkOf(layers, width), recipe, new RandomStream(1, 'init.generator'))
  return Object.fromEntries(drawn.map(({ name, values }) => [name, values]))
}

const deviation = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)
// Of the 32,768 numbers drawn the deviation strays 0.4 % in one standard error.
const near = (told: number, expected: number) => expect(Math.abs(told / expected - 1)).toBeLessThan(0.016)

const image = { reshape: [8, 8, 32] }
const conv = [image, { conv: 64, kernel: 4, stride: 2 }]
const transposed = [image, { convTranspose: 64, kernel: 4, stride: 2 }]

describe('a convolution’s weights', () => {
  test('after He have the variance 2 / in, in being what one output adds up', () => {
    near(deviation(draw({ kind: 'he' }, conv, 2048)['1.weight']!), Math.sqrt(2 / (16 * 32)))
    near(deviation(draw({ kind: 'he' }, transposed, 2048)['1.weight']!), Math.sqrt(2 / (4 * 32)))
  })

  test('after Glorot lie within ±√(6 / (in + out)), out being what one input reaches', () => {
    const sd = (ins: number, outs: number) => Math.sqrt(2 / (ins + outs))
    near(deviation(draw({ kind: 'xavier' }, conv, 2048)['1.weight']!), sd(16 * 32, 4 * 64))
    near(deviation(draw({ kind: 'xavier' }, transposed, 2048)['1.weight']!), sd(4 * 32, 16 * 64))
  })
})

describe('orthogonal weights', () => {
  const cases: [string, unknown[], number, string, number, number][] = [
    ['tall', [{ dense: 5 }], 12, '0.weight', 12, 5],
    ['wide', [{ dense: 12 }], 5, '0.weight', 5, 12],
    ['of a convolution', [{ reshape: [4, 4, 2] }, { conv: 6, kernel: 3 }], 32, '1.weight', 18, 6],
  ]
  test.each(cases)(
    '%s: the fewer of rows and columns are orthonormal, times the gain',
    (_, layers, width, name, rows, columns) => {
      const values = draw({ kind: 'orthogonal', gain: 2 }, layers, width)[name]!
      expect(values).toHaveLength(rows * columns)
      const [count, length] = rows < columns ? [rows, columns] : [columns, rows]
      const at = (vector: number, i: number) => values[rows < columns ? vector * columns + i : i * columns + vector]!
      for (let a = 0; a < count; a++) {
        for (let b = 0; b <= a; b++) {
          let product = 0
          for (let i = 0; i < length; i++) product += at(a, i) * at(b, i)
          expect(product).toBeCloseTo(a === b ? 4 : 0, 5)
        }
      }
    },
  )
})

describe('a normalisation’s scale', () => {
  const layers = [{ batchNorm: true }, { layerNorm: true }]

  test('is N(1, sd²) where weights are N(0, sd²), as in DCGAN’s published code, and 1 elsewhere', () => {
    for (const name of ['0.scale', '1.scale']) {
      const drawn = draw({ kind: 'normal', sd: 0.02 }, layers, 32_768)[name]!
      near(deviation(drawn.map((value) => value - 1)), 0.02)
      expect(new Set(draw({ kind: 'xavier' }, layers, 16)[name])).toEqual(new Set([1]))
    }
  })

  test('comes with a shift of 0, and running statistics of the standard normal', () => {
    expect([...draw({ kind: 'normal' }, layers, 2)['0.shift']!]).toEqual([0, 0])
    const statistics = initialStatistics(networkOf(layers, 2))
    expect(statistics.map(({ name, values }) => [name, ...values])).toEqual([
      ['0.runningMean', 0, 0],
      ['0.runningVariance', 1, 1],
    ])
  })
})

test('the preset “DCGAN” has the networks that the step’s benchmark compares', () => {
  const { generator, discriminator, latent } = preset('dcgan')
  const shapes = (layers: typeof generator, width: number) =>
    makeNetwork(layers, width).parameters.map(({ name, shape }) => [name, ...shape])
  expect(shapes(generator, latent.size)).toEqual([
    ['0.weight', 64, 6272],
    ['2.scale', 128],
    ['2.shift', 128],
    ['3.weight', 4, 4, 64, 128],
    ['4.scale', 64],
    ['4.shift', 64],
    ['5.weight', 4, 4, 1, 64],
    ['5.bias', 1],
  ])
  expect(shapes(discriminator, 784)).toEqual([
    ['1.weight', 4, 4, 1, 64],
    ['1.bias', 64],
    ['2.weight', 4, 4, 64, 128],
    ['3.scale', 128],
    ['3.shift', 128],
    ['5.weight', 6272, 1],
    ['5.bias', 1],
  ])
  const count = (layers: typeof generator, width: number) =>
    makeNetwork(layers, width).parameters.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
  expect(parameterCount(generator, latent.size)).toBe(count(generator, latent.size))
  expect(parameterCount(discriminator, 784)).toBe(count(discriminator, 784))
})
