import { describe, expect, test } from 'vitest'
import { dataSchema } from '../../src/contract/recipe/data.ts'
import { goodOfTruth } from '../../src/contract/recipe/goodOfTruth.ts'
import { parseRecipe } from '../../src/contract/recipe/parse.ts'
import type { GanRecipe } from '../../src/contract/recipe/schema.ts'
import { allExamples, makeDataset } from '../../src/engine/datasets/index.ts'
import { lineCells, lineCentres } from '../../src/engine/datasets/line.ts'
import { modeCoverage, sceneCoverage } from '../../src/engine/metrics/modes.ts'
import { Training } from '../../src/engine/training.ts'
import { preset } from './recipes.ts'

const apart = {
  kind: 'line',
  gaussians: [
    { at: -5, sd: 0.5, weight: 3 },
    { at: 4, sd: 1, weight: 1 },
  ],
  points: 100_000,
}
const data = (recipe: unknown) => makeDataset(dataSchema.parse(recipe), 3)
const scene = (recipe: unknown) => {
  const made = data(recipe).scene()
  if (made.kind !== 'line') throw new Error('not a line')
  return made
}

describe('Gaussians on a line', () => {
  test('have the places, deviations and weights of the recipe', () => {
    const examples = allExamples(data(apart))
    const left = examples.filter((x) => x < 0)
    expect(left.length / examples.length).toBeCloseTo(0.75, 2)
    const mean = left.reduce((sum, x) => sum + x, 0) / left.length
    expect(mean).toBeCloseTo(-5, 2)
    expect(Math.sqrt(left.reduce((sum, x) => sum + (x - mean) ** 2, 0) / left.length)).toBeCloseTo(0.5, 2)
  })

  test('show their density over a range that holds all of it', () => {
    const { range, density, shares } = scene(apart)
    const cell = (range[1] - range[0]) / lineCells
    expect(density.reduce((sum, value) => sum + value * cell, 0)).toBeCloseTo(1, 3)
    expect([...shares]).toEqual([0.75, 0.25])
    const peak = lineCentres(range)[density.indexOf(Math.max(...density))]
    expect(Math.abs(peak! + 5)).toBeLessThan(cell)
  })

  test('score 99.73 % of good samples where they lie apart, and more where they overlap', () => {
    expect(goodOfTruth(dataSchema.parse(apart))).toBeCloseTo(0.9973, 4)
    for (const recipe of [apart, { kind: 'line', points: 100_000 }]) {
      const truth = goodOfTruth(dataSchema.parse(recipe))
      const { good, modes } = sceneCoverage(scene(recipe), allExamples(data(recipe)))
      expect(modes).toBe(recipe === apart ? 2 : 3)
      expect(Math.abs(good! - truth)).toBeLessThan(4 * Math.sqrt((truth * (1 - truth)) / 100_000))
    }
    // Of the plane: 1 − exp(−9/2).
    expect(goodOfTruth(dataSchema.parse({ kind: 'ring' }))).toBeCloseTo(0.98889, 5)
  })

  test('each mode is as wide as its own deviation', () => {
    const samples = new Float32Array(40).fill(-5 + 1.6, 0, 20).fill(4 + 1.6, 20)
    expect(modeCoverage(samples, Float32Array.of(-5, 4), [0.5, 1], 1)).toEqual({ modes: 1, good: 0.5 })
  })
})

describe('mistakes are named with their field', () => {
  const issues = (value: unknown) => {
    const parsed = parseRecipe({ ...preset('line'), data: value })
    return parsed.ok ? [] : parsed.issues.map(({ path, message }) => `${path} ${message}`)
  }
  const one = (changes: object) => ({ kind: 'line', gaussians: [{ at: 0, sd: 1, weight: 1, ...changes }] })

  test.each([
    [one({ sd: 0 }), 'data.gaussians[0].sd must be greater than 0, not 0'],
    [one({ weight: 0 }), 'data.gaussians[0].weight must be greater than 0, not 0'],
    [one({ weight: -1 }), 'data.gaussians[0].weight must be greater than 0, not -1'],
    [one({ at: 'left' }), 'data.gaussians[0].at must be a number, not "left"'],
    [{ kind: 'line', gaussians: [] }, 'data.gaussians needs at least 1 entry'],
    [{ kind: 'line', modes: 3 }, 'data.modes unknown key “modes”. The nearest there is: “points”'],
  ])('%j', (value, issue) => expect(issues(value)).toContainEqual(expect.stringContaining(issue)))

  test('a generator of points of the plane does not fit', () => {
    const parsed = parseRecipe({ ...preset('ring'), data: { kind: 'line' } })
    expect(parsed).toMatchObject({
      ok: false,
      issues: [{ path: 'generator[2].dense', fix: { label: 'Set to 1' } }],
    })
  })
})

describe('a GAN on a line', () => {
  test('captures all modes, and its frames tell D over the line', async () => {
    const training = await Training.start(preset('line'), { backend: 'onnx' })
    const first = await training.frame()
    expect(first.samples).toHaveLength(256)
    expect(first.judgement).toMatchObject({ low: 0, high: 1, middle: 0.5, probability: true })
    expect(first.judgement!.values).toHaveLength(lineCells)
    expect(first.judgement!.best).toBeUndefined()
    await training.advance(3000)
    expect((await training.measure())['modes']).toBe(3)
    training.dispose()
  }, 60_000)

  test('of a linear G the best D is known', async () => {
    const recipe: GanRecipe = preset('line', { latent: { size: 2 }, generator: [{ dense: 1 }] })
    const training = await Training.start(recipe, { backend: 'onnx' })
    await training.advance(20)
    const { tensors } = training.checkpoint()
    const values = (name: string) => tensors.find((one) => one.name === name)!.values
    const [[a, b], [mean]] = [values('generator.0.weight'), values('generator.0.bias')]
    const sd = Math.hypot(a!, b!)
    const { judgement } = await training.frame()
    const { range, density } = scene(recipe.data)
    for (const [cell, x] of lineCentres(range).entries()) {
      const q = Math.exp(-(((x - mean!) / sd) ** 2) / 2) / (sd * Math.sqrt(2 * Math.PI))
      const p = density[cell]!
      if (p + q > 1e-6) expect(judgement!.best![cell]).toBeCloseTo(p / (p + q), 4)
    }
    training.dispose()
  }, 60_000)
})
