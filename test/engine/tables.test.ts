import { describe, expect, test } from 'vitest'
import type { TableRows } from '../../src/contract/engine.ts'
import type { TableRecipe } from '../../src/contract/recipe/data.ts'
import { allExamples, makeDataset, projected } from '../../src/engine/datasets/index.ts'
import { principalAxes } from '../../src/engine/datasets/principalAxes.ts'
import { symmetricEigen } from '../../src/engine/metrics/symmetricEigen.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'
import { Training } from '../../src/engine/training.ts'
import { complete } from './recipes.ts'

const recipeOf = (columns: number, points: number, more: Partial<TableRecipe> = {}): TableRecipe => ({
  kind: 'table',
  file: '0'.repeat(64),
  name: 'mine.csv',
  columns: Array.from({ length: columns }, (_, index) => `c${index}`),
  scaling: 'standardize',
  picture: 'principalAxes',
  points,
  ...more,
})

const bytesOf = (rows: Float32Array, columns: number): TableRows => ({
  rows,
  scales: Array.from({ length: columns }, (_, index) => ({ offset: 100 * index, scale: index + 1 })),
})

/** Rows 0, 1, 2, … of which each number tells its row and column. */
const told = (rows: number, columns: number) =>
  Float32Array.from({ length: rows * columns }, (_, at) => Math.floor(at / columns) + (at % columns) / 10)

const rowNumbers = (examples: Float32Array, columns: number) =>
  Array.from({ length: examples.length / columns }, (_, row) => Math.round(examples[row * columns]!))

describe('a table of two columns', () => {
  const rows = told(50, 2)

  test('is shown as it is, with its columns’ names and the way back to their units', () => {
    const dataset = makeDataset(recipeOf(2, 50), 1, bytesOf(rows, 2))
    const scene = dataset.scene()
    expect(dataset).toMatchObject({ width: 2, count: 50, plane: null, heldOut: null, moments: null, density: null })
    expect(scene).toMatchObject({ kind: 'points', real: rows })
    expect(scene.kind === 'points' && scene.axes).toEqual({
      kind: 'columns',
      names: ['c0', 'c1'],
      scales: [
        { offset: 0, scale: 1 },
        { offset: 100, scale: 2 },
      ],
      of: 2,
    })
    expect(allExamples(dataset)).toEqual(rows)
  })

  test('with more rows than are asked for: drawn at random, and the rest held out', () => {
    const dataset = makeDataset(recipeOf(2, 30), 1, bytesOf(rows, 2))
    const seen = rowNumbers(allExamples(dataset), 2)
    const heldOut = rowNumbers(dataset.heldOut!, 2)
    expect([...seen, ...heldOut].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index))
    expect([seen.length, heldOut.length]).toEqual([30, 20])
    expect(seen).not.toEqual(Array.from({ length: 30 }, (_, index) => index))
    expect(rowNumbers(allExamples(makeDataset(recipeOf(2, 30), 1, bytesOf(rows, 2))), 2)).toEqual(seen)
    expect(rowNumbers(allExamples(makeDataset(recipeOf(2, 30), 2, bytesOf(rows, 2))), 2)).not.toEqual(seen)
  })

  test('with fewer is refused', () => {
    expect(() => makeDataset(recipeOf(2, 51), 1, bytesOf(rows, 2))).toThrow('asks for 51 examples, but 50 came')
    expect(() => makeDataset(recipeOf(2, 51), 1)).toThrow('asks for 51 examples, but 0 came')
  })
})

describe('a wide table', () => {
  test('is shown by its first two columns where the recipe says so', () => {
    const rows = told(20, 5)
    const dataset = makeDataset(recipeOf(5, 20, { picture: 'firstColumns' }), 1, bytesOf(rows, 5))
    const scene = dataset.scene()
    expect(scene.real).toEqual(Float32Array.from({ length: 40 }, (_, at) => rows[Math.floor(at / 2) * 5 + (at % 2)]!))
    expect(scene).toMatchObject({ axes: { kind: 'columns', names: ['c0', 'c1'], of: 5 } })
    expect(dataset.width).toBe(5)
  })

  test('else along the two directions in which its rows vary most', () => {
    // 3·a along (1, 1, 0, 0), a small rest along the others.
    const noise = new RandomStream(1, 'test').normal(new Float64Array(4000))
    const rows = Float32Array.from({ length: 4000 }, (_, at) => {
      const row = at - (at % 4)
      return at % 4 < 2 ? 3 * noise[row]! + 0.01 * noise[at]! : 0.5 * (at % 4 === 2 ? 1 : 0.3) * noise[at]!
    })
    const dataset = makeDataset(recipeOf(4, 1000), 1, bytesOf(rows, 4))
    const scene = dataset.scene()
    if (scene.kind !== 'points' || scene.axes?.kind !== 'principal') throw new Error('principal axes were expected')
    const root = Math.SQRT1_2
    for (const [index, value] of [root, root, 0, 0, 0, 0, 1, 0].entries()) {
      expect(dataset.plane![index]).toBeCloseTo(value, 1)
    }
    expect(scene.axes.shares[0]).toBeGreaterThan(0.95)
    expect(scene.real).toEqual(projected(rows, dataset.plane!))
  })
})

describe('frames of a wide table', () => {
  const data = recipeOf(4, 100)
  const bytes = bytesOf(new RandomStream(3, 'rows').normal(new Float32Array(400)), 4)
  const dense = (units: number, activation = 'tanh') => ({ dense: units, activation })
  const rate = { kind: 'adam', learningRate: 0.001 }
  const common = { name: 'Wide', data, schedule: { steps: 4, batch: 10 } }
  const recipes = {
    gan: {
      ...common,
      generator: [dense(5), dense(4, 'linear')],
      discriminator: [dense(5), dense(1, 'linear')],
      loss: { kind: 'hinge' },
      optimizers: { generator: rate, discriminator: rate },
    },
    autoencoder: {
      ...common,
      family: 'autoencoder',
      latent: { size: 2 },
      encoder: [dense(5), dense(2, 'linear')],
      decoder: [dense(5), dense(4, 'linear')],
      optimizer: rate,
    },
  }

  test.each(Object.keys(recipes))('are places in the plane, of each example once: %s', async (family) => {
    const recipe = complete(recipes[family as keyof typeof recipes])
    const training = await Training.start(recipe, { backend: 'cpu', bytes })
    await training.advance(2)
    const { samples, reconstructions } = await training.frame()
    const dataset = makeDataset(data, recipe.seed, bytes)
    expect(samples).toHaveLength(2 * 256)
    if (family === 'autoencoder') {
      const examples = allExamples(dataset)
      const back = await training.executor.call('reconstruct', examples, 100)
      expect(reconstructions).toEqual(projected(back, dataset.plane!))
    }
    training.dispose()
  })
})

describe('principal axes', () => {
  test.each([3, 8, 30])('agree with an eigendecomposition of the covariance, %i columns', (width) => {
    const count = 400
    const mixing = new RandomStream(width, 'mixing').normal(new Float64Array(width * width))
    const drawn = new RandomStream(width, 'rows').normal(new Float64Array(count * width))
    const rows = Float32Array.from({ length: count * width }, (_, at) => {
      const [row, column] = [Math.floor(at / width), at % width]
      let sum = 5 + column
      // Variances that fall off, so that the largest two are far enough apart.
      for (let i = 0; i < width; i++) sum += (drawn[row * width + i]! * mixing[i * width + column]!) / (1 + i) ** 1.5
      return sum
    })
    const covariance = new Float64Array(width * width)
    const mean = new Float64Array(width)
    for (let at = 0; at < rows.length; at++) mean[at % width]! += rows[at]! / count
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < width; i++) {
        for (let j = 0; j < width; j++) {
          covariance[i * width + j]! +=
            ((rows[row * width + i]! - mean[i]!) * (rows[row * width + j]! - mean[j]!)) / count
        }
      }
    }
    const { values, vectors } = symmetricEigen(covariance, width)
    const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!)
    const total = values.reduce((sum, value) => sum + value, 0)
    const { plane, shares } = principalAxes(rows, width)
    for (const axis of [0, 1]) {
      const of = order[axis]!
      let along = 0
      for (let i = 0; i < width; i++) along += plane[axis * width + i]! * vectors[i * width + of]!
      expect(Math.abs(along)).toBeCloseTo(1, 3)
      expect(shares[axis]).toBeCloseTo(values[of]! / total, 3)
    }
  })

  test('of rows that don’t vary, or in one direction only, are directions all the same', () => {
    for (const rows of [new Float32Array(30), Float32Array.from({ length: 30 }, (_, at) => (at % 3 === 0 ? at : 1))]) {
      const { plane, shares } = principalAxes(rows, 3)
      const dot = (a: number, b: number) => [0, 1, 2].reduce((sum, i) => sum + plane[a + i]! * plane[b + i]!, 0)
      expect([dot(0, 0), dot(3, 3), dot(0, 3)].map((value) => Number(value.toFixed(6)))).toEqual([1, 1, 0])
      expect(shares.every((share) => share >= 0 && share <= 1.000001)).toBe(true)
    }
  })
})
