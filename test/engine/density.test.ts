import { describe, expect, test } from 'vitest'
import { parseRecipe } from '../../src/contract/recipe/parse.ts'
import type { DensityRecipe } from '../../src/contract/recipe/schema.ts'
import { densityOf } from '../../src/engine/datasets/gaussianMixture.ts'
import { makeExecutor } from '../../src/engine/executors/index.ts'
import { numbersOfPoint } from '../../src/engine/families/density.ts'
import { mixtureOfTensors } from '../../src/engine/families/densityParameters.ts'
import { sampleCheckpoint } from '../../src/engine/families/sample.ts'
import { makeFamily } from '../../src/engine/families/index.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'
import { Training } from '../../src/engine/training.ts'
import { densityRecipe } from './densityRecipes.ts'
import { densityAt, divergencesOnGrid, type PlainMixture } from './reference/densities.ts'

const twoModes = (changes: Record<string, unknown> = {}): DensityRecipe =>
  densityRecipe({
    data: { kind: 'twoGaussians', distance: 4, sd: 0.5, points: 4000 },
    start: { mean: [1, 0], scatter: 0, sd: 0.7 },
    optimizer: { kind: 'adam', learningRate: 0.02 },
    schedule: { steps: 1500, batch: 256, snapshots: 10 },
    ...changes,
  })

async function trained(recipe: DensityRecipe, steps = recipe.schedule.steps) {
  const training = await Training.start(recipe, { backend: 'onnx' })
  const series = await training.advance(steps)
  const [measured, checkpoint, frame] = [await training.measure(), training.checkpoint(), await training.frame()]
  training.dispose()
  return { series, measured, checkpoint, frame }
}

describe('one Gaussian on two modes', () => {
  test('forward KL spreads over both, reverse KL takes one: each lands where the formula puts it', async () => {
    const forward = await trained(twoModes())
    const { means, factors } = mixtureOfTensors(twoModes(), forward.checkpoint.tensors)
    expect(Math.abs(means[0]!)).toBeLessThan(0.2)
    // The data’s own moments: variances 4.25 and 0.25.
    expect(Math.abs(factors[0]! - Math.sqrt(4.25))).toBeLessThan(0.1)
    expect(Math.abs(factors[2]! - 0.5)).toBeLessThan(0.03)
    expect(forward.measured['modes']).toBe(2)

    const recipe = twoModes({ objective: 'reverseKl' })
    const reverse = await trained(recipe)
    const fitted = mixtureOfTensors(recipe, reverse.checkpoint.tensors)
    expect(Math.abs(fitted.means[0]! - 2)).toBeLessThan(0.1)
    expect(reverse.measured).toMatchObject({ modes: 1 })
    // KL(q ‖ p) of one of two modes is log 2.
    expect(Math.abs(reverse.measured['kl.reverse']! - Math.LN2)).toBeLessThan(0.01)
    expect(reverse.measured['kl.forward']).toBeGreaterThan(5 * forward.measured['kl.forward']!)
  }, 60_000)

  test('its frames hold points and the density, from 0 to its highest value', async () => {
    const { frame, checkpoint } = await trained(twoModes(), 10)
    expect(frame.samples).toHaveLength(512)
    const density = densityOf(mixtureOfTensors(twoModes(), checkpoint.tensors))
    expect(frame.field).toMatchObject({ low: 0, density: true })
    expect(Math.max(...frame.field!.values)).toBe(255)
    expect(frame.field!.high).toBeLessThanOrEqual(density(1, 0) * 1.5)
    expect(frame.judgement).toBeUndefined()
  })
})

describe('a mixture', () => {
  test.each(['likelihood', 'reverseKl', 'jsd'])(
    'on a line: %s falls, and all of its measures are told',
    async (objective) => {
      const recipe = densityRecipe({
        data: { kind: 'line' },
        model: { kind: 'mixture', components: 4 },
        start: { scatter: 2, sd: 0.6 },
        objective,
        optimizer: { kind: 'adam', learningRate: 0.02 },
        schedule: { steps: 800, batch: 128, snapshots: 10 },
      })
      const key = { likelihood: 'kl.forward', reverseKl: 'kl.reverse', jsd: 'jsd' }[objective]!
      const training = await Training.start(recipe, { backend: 'onnx' })
      const before = await training.measure()
      await training.advance(800)
      const after = await training.measure()
      const frame = await training.frame()
      training.dispose()
      expect(after[key]).toBeLessThan(0.5 * before[key]!)
      expect(after['likelihood.exact']! - after['kl.forward']!).toBeCloseTo(after['entropy']!, 12)
      expect(Object.keys(after).sort()).toEqual(
      ['entropy', 'good', 'jsd', 'kl.forward', 'kl.reverse', 'likelihood.exact', 'modes'],
    ) // prettier-ignore
      expect(frame.density).toHaveLength(256)
      expect(frame.samples).toHaveLength(256)
    },
  )

  test('points drawn from it are as dense as it says, in plain double-precision loops', async () => {
    const recipe = densityRecipe({
      data: { kind: 'ring' },
      model: { kind: 'mixture', components: 3 },
      start: { sd: 0.8 },
    })
    const { checkpoint } = await trained(recipe, 40)
    const { means, factors, weights } = mixtureOfTensors(recipe, checkpoint.tensors)
    const plain: PlainMixture = {
      means: [0, 1, 2].map((one) => [means[2 * one]!, means[2 * one + 1]!]),
      covariances: [0, 1, 2].map((one) => {
        const [a, b, c] = factors.subarray(3 * one, 3 * one + 3) as unknown as [number, number, number]
        return [a * a, a * b, b * b + c * c]
      }),
      weights: [...weights],
    }
    expect(densityOf(mixtureOfTensors(recipe, checkpoint.tensors))(0.3, -0.8)).toBeCloseTo(
      densityAt(plain, [0.3, -0.8]),
      12,
    )
    const executor = await makeExecutor('onnx', 1, makeFamily(recipe).program)
    const count = 40_000
    const points = await sampleCheckpoint(recipe, executor, checkpoint, count)
    executor.dispose()
    // E log q over its own points is −H(q): the draw and the density are the same distribution’s.
    const logs = Float64Array.from({ length: count }, (_, i) =>
      Math.log(densityAt(plain, [points[2 * i]!, points[2 * i + 1]!])),
    )
    const mean = logs.reduce((sum, log) => sum + log, 0) / count
    const error = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0)) / count
    const { entropy } = divergencesOnGrid(plain, plain, 8, 600)
    expect(Math.abs(mean + entropy)).toBeLessThan(4 * error)
    // And each Gaussian is drawn as often as it weighs: the mean of the points is the mixture’s.
    const x = points.filter((_, index) => index % 2 === 0).reduce((sum, value) => sum + value, 0) / count
    expect(Math.abs(x - weights.reduce((sum, weight, one) => sum + weight * means[2 * one]!, 0))).toBeLessThan(0.03)
  })

  test('extreme numbers choose the first and the last Gaussian, never none', async () => {
    const recipe = densityRecipe({ model: { kind: 'mixture', components: 3 }, start: { mean: [50, 0], sd: 0.01 } })
    expect(numbersOfPoint(recipe)).toBe(3)
    const training = await Training.start(recipe, { backend: 'onnx' })
    const points = await training.executor.call('generate', Float32Array.of(0, 0, -40, 0, 0, 40, 0, 0, 0), 3)
    training.dispose()
    for (const row of [0, 1, 2]) expect(Math.abs(points[2 * row]! - 50)).toBeLessThan(5)
  })
})

describe('the step in plain double precision', () => {
  const normal = (name: string, count: number) => new RandomStream(9, name).normal(new Float32Array(count))

  test.each(['likelihood', 'reverseKl', 'jsd'] as const)(
    '%s is the formula’s value over batch and draws',
    async (objective) => {
      const recipe = densityRecipe({
        data: { kind: 'twoGaussians', points: 64 },
        model: { kind: 'mixture', components: 2 },
        start: { mean: [0.2, -0.1], scatter: 1, sd: 0.9 },
        objective,
        schedule: { steps: 1, batch: 10, snapshots: 2 },
      })
      const training = await Training.start(recipe, { backend: 'onnx' })
      const { tensors } = training.checkpoint()
      const { inputs, steps } = await training.observe(1)
      training.dispose()
      const means = tensors.find(({ name }) => name === 'model.mean')!.values
      const model: PlainMixture = {
      means: [[means[0]!, means[1]!], [means[2]!, means[3]!]],
      covariances: [[0.81, 0, 0.81], [0.81, 0, 0.81]],
      weights: [0.5, 0.5],
    } // prettier-ignore
      const truth: PlainMixture = {
      means: [[-2, 0], [2, 0]],
      covariances: [[0.25, 0, 0.25], [0.25, 0, 0.25]],
      weights: [0.5, 0.5],
    } // prettier-ignore
      const real = Array.from({ length: 10 }, (_, i) => [inputs['real']![2 * i]!, inputs['real']![2 * i + 1]!])
      const q = (x: number[]) => densityAt(model, x)
      const p = (x: number[]) => densityAt(truth, x)
      const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
      const likelihood = -average(real.map((x) => Math.log(q(x))))
      expect(steps[0]!['likelihood']).toBeCloseTo(likelihood, 4)
      // [axis, draw, Gaussian].
      const z = inputs['normal'] ?? normal('unused', 20)
      const drawn = [0, 1].map((one) =>
        Array.from({ length: 5 }, (_, i) =>
          [0, 1].map((axis) => means[2 * one + axis]! + 0.9 * z[axis * 10 + 2 * i + one]!),
        ),
      )
      const underModel = (of: (x: number[]) => number) => average(drawn.map((points) => average(points.map(of))))
      const expected = {
        likelihood,
        reverseKl: underModel((x) => Math.log(q(x) / p(x))),
        jsd:
          0.5 * average(real.map((x) => Math.log((2 * p(x)) / (p(x) + q(x))))) +
          0.5 * underModel((x) => Math.log((2 * q(x)) / (p(x) + q(x)))),
      }
      expect(steps[0]!['loss.density']).toBeCloseTo(expected[objective], 4)
    },
  )
})

describe('mistakes are named with their field', () => {
  const plain = densityRecipe()
  const issues = (changes: object) => {
    const parsed = parseRecipe({ ...plain, ...changes })
    return parsed.ok ? [] : parsed.issues.map(({ path, message, fix }) => [path, message, fix?.label])
  }

  test.each([
    [{ start: { ...plain.start, sd: 0 } }, 'start.sd', 'must be greater than 0, not 0', undefined],
    [{ start: { scatter: 1, sd: 1, mean: [1] } }, 'start.mean', 'has 2 numbers, this mean 1', 'Set to [1,0]'],
    [{ model: { kind: 'mixture', components: 3 }, start: { scatter: 0, sd: 1 } }, 'start.scatter', 'begin alike', 'Set to 1'],
    [{ model: { kind: 'mixture', components: 17 } }, 'model.components', 'at most 16', 'Set to 16'],
    [{ model: { kind: 'mixture', components: 1 } }, 'model.components', 'at least 2', 'Set to 2'],
    [
      { model: { kind: 'mixture', components: 9 }, data: { kind: 'ring', points: 5 }, schedule: { ...plain.schedule, batch: 5 } },
      'model.components', '9 Gaussians are more than the data, 5 points', 'Set to 5',
    ],
    [{ objective: 'reverseKl', data: { kind: 'checkerboard' } }, 'objective', 'Checkerboard', 'Set to likelihood'],
    [{ objective: 'jsd', data: { kind: 'drawn', noise: 0, at: [[0, 0], [1, 1]] } }, 'objective', 'Points drawn', 'Set to likelihood'],
    [{ objective: 'reversekl' }, 'objective', 'must be “likelihood”, “reverseKl” or “jsd”', 'Use reverseKl'],
    [{ data: { kind: 'digits' } }, 'data.kind', 'have 784 numbers', undefined],
    [{ latent: { size: 2 } }, 'latent', 'unknown key', 'Remove latent'],
    [{ model: { kind: 'gausian' } }, 'model.kind', 'must be “gaussian” or “mixture”', 'Use gaussian'],
  ])('%j', (changes, path, message, fix) => {
    const found = issues(changes).find(([at]) => at === path)
    expect(found).toEqual([path, expect.stringContaining(message), fix])
  }) // prettier-ignore
})
