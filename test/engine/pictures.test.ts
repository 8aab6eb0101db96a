import { describe, expect, test } from 'vitest'
import { Training } from '../../src/engine/training.ts'
import { smallRecipe } from './recipes.ts'
import { fieldGrid, fieldSize, makeField } from '../../src/engine/field.ts'
import { snapshotSteps } from '../../src/engine/snapshots.ts'

describe('snapshot steps', () => {
  test.each([
    [2250, 240, 6144],
    [6000, 240, 6144],
    [5000, 240, 50_176],
    [10_000_000, 240, 6144],
    [500, 2, 6144],
    [7, 240, 6144],
    [1, 2, 6144],
    [1000, 100, 5_000_000],
  ])('%i steps, at most %i frames of %i bytes', (total, most, bytes) => {
    const steps = snapshotSteps(total, most, bytes)
    expect(steps[0]).toBe(0)
    expect(steps.at(-1)).toBe(total)
    expect(steps.length).toBeLessThanOrEqual(most)
    if (steps.length > 2) expect(steps.length * bytes).toBeLessThanOrEqual(8_000_000)
    for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeGreaterThan(steps[i - 1]!)
    expect(steps[1]! - steps[0]!).toBeLessThanOrEqual(steps.at(-1)! - steps.at(-2)!)
  })

  test('the whole budget is used where there are steps enough', () => {
    expect(snapshotSteps(2250, 240, 6144)).toHaveLength(240)
    expect(snapshotSteps(5000, 240, 50_176)).toHaveLength(159)
    expect(snapshotSteps(7, 240, 6144)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })
})

describe('D’s field', () => {
  const judged = { grid: Float32Array.of(-50, 0, 1, 50), real: Float32Array.of(3, 5), fake: Float32Array.of(-2, 0) }

  test('probabilities from logits', () => {
    const field = makeField('nonSaturating', judged)
    expect([...field.values]).toEqual([0, 128, 186, 255])
    expect(field).toMatchObject({ low: 0, high: 1, middle: 0.5, probability: true })
  })

  test('least squares: the output itself, within 0 … 1', () => {
    expect([...makeField('leastSquares', judged).values]).toEqual([0, 0, 255, 255])
  })

  test('a critic’s scores between their extremes, the middle between its means', () => {
    const field = makeField('wasserstein', { ...judged, grid: Float32Array.of(-50, 10, 30, 50) })
    expect(field).toMatchObject({ low: -50, high: 50, middle: 1.5, probability: false })
    expect([...field.values]).toEqual([0, 153, 204, 255])
    expect(makeField('hinge', judged).middle).toBe(0)
  })

  test('a flat field does not divide by 0', () => {
    const flat = makeField('wasserstein', { ...judged, grid: Float32Array.of(2, 2) })
    expect([...flat.values]).toEqual([0, 0])
  })

  test('the grid holds the cells’ centres from the bottom left', () => {
    const grid = fieldGrid([0, 144, -72, 0])
    expect(grid).toHaveLength(2 * fieldSize * fieldSize)
    expect([...grid.subarray(0, 4)]).toEqual([1, -71.5, 3, -71.5])
    expect([...grid.subarray(-2)]).toEqual([143, -0.5])
  })
})

test('a D that judges packs has no field, and V is a mean over packs', async () => {
  const tell = async (stabilizers: object[]) => {
    const training = await Training.start(smallRecipe({ stabilizers }), { backend: 'cpu' })
    await training.advance(5)
    const told = { frame: await training.frame(), bytes: training.frameBytes, measures: await training.measure() }
    training.dispose()
    return told
  }
  const [single, packs] = [await tell([]), await tell([{ kind: 'packing', size: 8 }])]
  expect(single.frame.field?.size).toBe(fieldSize)
  expect(packs.frame.field).toBeUndefined()
  expect(packs.frame.samples).toHaveLength(single.frame.samples.length)
  expect(single.bytes - packs.bytes).toBe(fieldSize * fieldSize)
  for (const name of ['value.seen', 'value.fresh']) {
    expect(packs.measures[name]).toBeLessThan(0)
    expect(packs.measures[name]).toBeGreaterThan(-5)
  }
})
