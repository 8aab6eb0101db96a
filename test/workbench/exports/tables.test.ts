import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import digits from '../../../resources/recipes/digits.json' with { type: 'json' }
import linear from '../../../resources/recipes/linear-gaussian.json' with { type: 'json' }
import { makeDataset } from '../../../src/engine/datasets/index.ts'
import { singleText } from '../../../src/workbench/exports/csv.ts'
import { momentsOf } from '../../../src/workbench/exports/moments.ts'
import { createRun, exportFrom, openLibrary, readCsv, samplePoints, toRecipe, type Library } from './exportedRun.ts'

const count = 20_000
const steps = Float64Array.from({ length: count }, (_, i) => i + 1)
const losses = steps.map((step) => Math.sin(step) / 3)
const epochs = Float64Array.of(250, 500, 777.25)

let library: Library
beforeAll(async () => {
  library = await openLibrary()
  losses.set([NaN, Infinity, -Infinity, 1e-300, 0.1 + 0.2], 10)
  await createRun(library.store, 'a', [
    { name: 'loss.generator', steps, values: losses },
    { name: 'epoch.accuracy', steps: Float64Array.of(250, 500, 750), values: epochs },
  ])
  await createRun(library.store, 's9', [], toRecipe(linear.recipe))
  await createRun(library.store, 'images', [], toRecipe(digits.recipe))
})
afterAll(() => library.close())

describe('metrics', () => {
  test('every point of every series comes back bit for bit; a field is empty where there is none', async () => {
    const { filename, mime, bytes } = await exportFrom(library.store, 'a', { what: 'metrics', format: 'csv' })
    expect(filename).toBe('Ring-8-é-metrics-to-step-20000.csv')
    expect(mime).toContain('text/csv')
    const [header, ...rows] = readCsv(bytes)
    const loss = header!.indexOf('loss.generator')
    const epoch = header!.indexOf('epoch.accuracy')
    expect(header![0]).toBe('step')
    expect(rows).toHaveLength(count)
    expect(rows.map((row) => Number(row[0]))).toEqual([...steps])
    expect(rows.map((row) => Number(row[loss]))).toEqual([...losses])
    expect(rows.filter((row) => row[epoch] !== '').map((row) => [row[0], Number(row[epoch])])).toEqual([
      ['250', 250],
      ['500', 500],
      ['750', 777.25],
    ])
    expect(rows.slice(10, 13).map((row) => row[loss])).toEqual(['NaN', 'Infinity', '-Infinity'])
  })

  test('a run without metrics says so', async () => {
    await expect(exportFrom(library.store, 's9', { what: 'metrics', format: 'csv' })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('a run that is not there is not found', async () => {
    await expect(exportFrom(library.store, 'none', { what: 'metrics', format: 'csv' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('samples and moments', () => {
  test('samples are x,y rows that give the same single-precision numbers back', async () => {
    const { filename, bytes } = await exportFrom(library.store, 's9', { what: 'samples', format: 'csv' })
    expect(filename).toBe('Ring-8-é-samples-step-60.csv')
    const [header, ...rows] = readCsv(bytes)
    expect(header).toEqual(['x', 'y'])
    expect(Float32Array.from(rows.flat(), Number)).toEqual(samplePoints(100))
  })

  test('the table’s moments are those of the exported points and of all the data, beside the true ones', async () => {
    const table = readCsv((await exportFrom(library.store, 's9', { what: 'moments', format: 'csv' })).bytes)
    const points = readCsv((await exportFrom(library.store, 's9', { what: 'samples', format: 'csv' })).bytes)
      .slice(1)
      .map((row) => row.map(Number))
    expect(table[0]).toEqual(['of', 'points', 'mean_x', 'mean_y', 'var_x', 'cov_xy', 'var_y'])
    expect(table.map((row) => row.slice(0, 2))).toEqual([
      ['of', 'points'],
      ['truth', ''],
      ['data', '1000'],
      ['generated', '100'],
    ])
    const truth = table[1]!.slice(2).map(Number)
    for (const [i, value] of [1, 2, 1.01, 1.95, 4.25].entries()) expect(truth[i]).toBeCloseTo(value, 12)

    const mean = (of: (point: number[]) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length
    const [x, y] = [mean((point) => point[0]!), mean((point) => point[1]!)]
    const expected = [
      x,
      y,
      mean((p) => (p[0]! - x) ** 2),
      mean((p) => (p[0]! - x) * (p[1]! - y)),
      mean((p) => (p[1]! - y) ** 2),
    ]
    const generated = table[3]!.slice(2).map(Number)
    for (const [i, value] of expected.entries()) expect(generated[i]).toBeCloseTo(value, 6)

    const { data, seed } = toRecipe(linear.recipe)
    const dataset = makeDataset(data, seed)
    const real = new Float32Array(2000)
    dataset.batch(
      Uint32Array.from({ length: 1000 }, (_, i) => i),
      real,
    )
    expect(table[2]!.slice(2).map(Number)).toEqual([...momentsOf(real)])
  })

  test('moments of images are refused in words', async () => {
    await expect(exportFrom(library.store, 'images', { what: 'moments', format: 'csv' })).rejects.toThrow(
      /is made of images/,
    )
  })

  test('samples of images are one column a pixel', async () => {
    const { bytes } = await exportFrom(library.store, 'images', { what: 'samples', format: 'csv', count: 784 })
    const rows = readCsv(bytes)
    expect(rows[0]).toHaveLength(784)
    expect(rows[0]!.at(-1)).toBe('pixel_783')
    // 784 × 2 numbers from the stand-in are two images.
    expect(rows).toHaveLength(3)
  })

  test('moments divide by n', () => {
    expect(momentsOf([0, 0, 2, 4])).toEqual([1, 2, 1, 2, 4])
  })

  test('single-precision numbers have no more digits than they need', () => {
    for (const value of [0.1, 1 / 3, 16777216, 1e-30, -2.5, 0, 3.4e38]) {
      const single = Math.fround(value)
      expect(Math.fround(Number(singleText(single)))).toBe(single)
    }
    expect(singleText(Math.fround(0.1))).toBe('0.1')
    expect(singleText(Math.fround(1.2345678))).toBe('1.2345678')
    expect(singleText(NaN)).toBe('NaN')
  })
})
