import { describe, expect, test } from 'vitest'
import { dataSchema, modeCount, type DataKind } from '../../src/contract/recipe/data.ts'
import { makeDataset } from '../../src/engine/datasets/index.ts'

const examples = 20_000

/** Every kind of points of the plane that is drawn here, with more examples than by default. */
const kinds = dataSchema.options
  .map((option) => option.shape.kind.value)
  .filter((kind) => !['digits', 'table', 'images', 'line'].includes(kind))

const drawnPoints = [
  [-1, 0],
  [-0.5, 0.4],
  [0.8, 1],
  [1, -1],
] as [number, number][]
const recipeOf = (kind: DataKind) =>
  dataSchema.parse({ kind, points: examples, ...(kind === 'drawn' ? { at: drawnPoints, noise: 0.2 } : {}) })

/** Cell centres of a square that holds all of the data, and a cell's area. */
function plane(extent: readonly [number, number, number, number], side: number) {
  const [left, right, bottom, top] = extent
  const [width, height] = [(right - left) / side, (top - bottom) / side]
  const cells = Array.from({ length: side * side }, (_, index) => {
    const [column, row] = [index % side, Math.floor(index / side)]
    return [left + (column + 0.5) * width, bottom + (row + 0.5) * height] as const
  })
  return { cells, area: width * height, width, height }
}

describe.each(kinds)('%s', (kind) => {
  const dataset = makeDataset(recipeOf(kind), 7)
  const points = new Float32Array(2 * dataset.count)
  dataset.batch(
    Uint32Array.from({ length: dataset.count }, (_, index) => index),
    points,
  )
  const scene = dataset.scene()
  if (scene.kind !== 'points') throw new Error('points were expected')
  const { extent } = scene
  const density = dataset.density!

  test('its density holds a probability of 1 and the moments it promises', () => {
    const { cells, area } = plane(extent, 400)
    const weights = cells.map(([x, y]) => density(x, y) * area)
    const mean = (of: (x: number, y: number) => number) =>
      cells.reduce((sum, [x, y], index) => sum + of(x, y) * weights[index]!, 0)
    const [x, y] = [mean((at) => at), mean((_, at) => at)]
    const told = [x, y, mean((at) => (at - x) ** 2), mean((a, b) => (a - x) * (b - y)), mean((_, at) => (at - y) ** 2)]
    // A board's squares end between two cells; the rest are smooth.
    const allowed = kind === 'checkerboard' ? 0.02 : 2e-3
    expect(Math.abs(mean(() => 1) - 1)).toBeLessThan(allowed)
    for (const [index, value] of dataset.moments!.entries()) {
      expect(Math.abs(told[index]! - value)).toBeLessThan(allowed * Math.max(1, Math.abs(value)))
    }
  })

  test('its examples fall where the density says', () => {
    const side = 12
    const fine = 20
    const { cells, area, width, height } = plane(extent, side * fine)
    const expected = new Float64Array(side * side)
    for (const [index, [x, y]] of cells.entries()) {
      const [column, row] = [index % (side * fine), Math.floor(index / (side * fine))]
      expected[Math.floor(row / fine) * side + Math.floor(column / fine)]! += density(x, y) * area * examples
    }
    const found = new Float64Array(side * side)
    for (let i = 0; i < points.length; i += 2) {
      const column = Math.floor((points[i]! - extent[0]) / (width * fine))
      const row = Math.floor((points[i + 1]! - extent[2]) / (height * fine))
      found[row * side + column]!++
    }
    const full = [...expected.keys()].filter((cell) => expected[cell]! >= 20)
    const chiSquare = full.reduce((sum, cell) => sum + (found[cell]! - expected[cell]!) ** 2 / expected[cell]!, 0)
    // Five standard deviations of a χ² of that many degrees of freedom.
    expect(chiSquare).toBeLessThan(full.length + 5 * Math.sqrt(2 * full.length))
    expect(full.length).toBeGreaterThan(3)
  })

  test('its modes are as many as the recipe’s name for them says', () => {
    expect(scene.modes === undefined ? null : scene.modes.length / 2).toBe(modeCount(recipeOf(kind)))
  })
})

test('a distance of 0 makes two Gaussians one', () => {
  const one = dataSchema.parse({ kind: 'twoGaussians', distance: 0 })
  expect(modeCount(one)).toBe(1)
  expect(makeDataset(one, 1).density!(0, 0)).toBeCloseTo(1 / (2 * Math.PI * 0.25), 10)
})

test('a matrix without an inverse leaves no density, and points drawn without noise have none', () => {
  const flat = dataSchema.parse({
    kind: 'linearGaussian',
    matrix: [
      [1, 2],
      [2, 4],
    ],
  })
  expect(makeDataset(flat, 1).density).toBeNull()
  const bare = dataSchema.parse({ kind: 'drawn', at: drawnPoints, noise: 0 })
  expect(makeDataset(bare, 1).density).toBeNull()
})
