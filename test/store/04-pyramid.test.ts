import { describe, expect, test } from 'vitest'
import type { SeriesView } from '../../src/contract/api.ts'
import type { SeriesChunk } from '../../src/contract/engine.ts'
import { openDatabase } from '../../src/store/database.ts'
import { open, openWithRun, temporaryFile } from './library.ts'

/** Numbers that look random and are the same every time (Lehmer's generator). */
function scatter(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

/** What a view must be, from all the points at once. The view says only how wide its buckets came out. */
function bruteForce(points: SeriesChunk, from: number, maxPoints: number, width: number): SeriesView {
  const total = points.steps.length
  const start = points.steps.findIndex((step) => step >= from)
  const edges = [start]
  for (let edge = (Math.floor(start / width) + 1) * width; edge < total; edge += width) edges.push(edge)
  expect(edges.length).toBeLessThanOrEqual(maxPoints)
  const buckets = edges.map((edge, index) => points.values.slice(edge, edges[index + 1] ?? total))
  const extreme = (bucket: Float64Array, pick: (...values: number[]) => number) => {
    const numbers = [...bucket].filter((value) => !Number.isNaN(value))
    return numbers.length === 0 ? NaN : pick(...numbers)
  }
  return {
    name: points.name,
    steps: Float64Array.from(edges, (edge) => points.steps[edge]!),
    values: Float64Array.from(buckets, (bucket) => bucket.reduce((sum, value) => sum + value, 0) / bucket.length),
    low: Float64Array.from(buckets, (bucket) => extreme(bucket, Math.min)),
    high: Float64Array.from(buckets, (bucket) => extreme(bucket, Math.max)),
    total,
  }
}

function expectSame(view: SeriesView, wanted: SeriesView): void {
  const { values, ...exact } = view
  const { values: wantedValues, ...wantedExact } = wanted
  expect(exact).toEqual(wantedExact)
  for (const [index, value] of values.entries()) {
    // Means of means round differently from one long sum.
    if (Number.isFinite(wantedValues[index]!)) expect(value).toBeCloseTo(wantedValues[index]!, 9)
    else expect(value).toBe(wantedValues[index])
  }
}

/** The width that buckets should have: the least multiple of a stored level's group that keeps to the limit. */
function expectedWidth(count: number, limit: number): number {
  let group = 1
  const least = Math.ceil(count / limit)
  while (group * 16 <= least) group *= 16
  return Math.ceil(least / group) * group
}

describe('6 Long series, read short', () => {
  test('6.1 buckets are the lowest, highest and mean of exactly their points: many lengths, starts and limits', async () => {
    const store = await openWithRun()
    const random = scatter(7)
    const points: SeriesChunk = { name: 'value', steps: new Float64Array(0), values: new Float64Array(0) }
    let step = 0
    for (const length of [17, 239, 1, 1000, 3, 4096, 44_644, 20_000]) {
      const irregular = length === 4096
      const steps = Float64Array.from({ length }, () => (step += irregular ? 1 + Math.floor(random() * 5) : 2))
      const values = steps.map(() => random() * 10 - 5)
      await store.call('metrics.append', { id: 'a', chunks: [{ name: 'value', steps, values }] })
      points.steps = Float64Array.from([...points.steps, ...steps])
      points.values = Float64Array.from([...points.values, ...values])
      const total = points.steps.length
      for (const maxPoints of [2, 10, 100, 999]) {
        for (const start of [0, Math.floor(total / 3), total - 40]) {
          const from = start <= 0 ? 0 : points.steps[start]! - 0.5
          const count = total - Math.max(0, start)
          if (count <= maxPoints) continue
          const [view] = await store.call('series.read', { id: 'a', from, maxPoints })
          const width = expectedWidth(count, start <= 0 ? maxPoints : maxPoints - 1)
          expectSame(view!, bruteForce(points, from, maxPoints, width))
        }
      }
    }
  })

  test('6.2 a NaN shows in the mean of its bucket and hides no extreme; infinities are extremes', async () => {
    const store = await openWithRun()
    const steps = Float64Array.from({ length: 4096 }, (_, index) => index)
    const values = steps.map((step) => step % 100)
    values[5] = NaN
    values.fill(NaN, 1024, 1280)
    values[2000] = Infinity
    values[3000] = -Infinity
    const points = { name: 'value', steps, values }
    await store.call('metrics.append', { id: 'a', chunks: [points] })
    const [view] = await store.call('series.read', { id: 'a', from: 0, maxPoints: 16 })
    expectSame(view!, bruteForce(points, 0, 16, 256))
    expect(view!.values[0]).toBeNaN()
    expect([view!.low![0], view!.high![0]]).toEqual([0, 99])
    expect(view!.low![4]).toBeNaN()
    expect(view!.values[7]).toBe(Infinity)
    expect(view!.low![11]).toBe(-Infinity)
  })

  test('6.3 a million points are read by some thousands of entries, not by their points', async () => {
    const file = temporaryFile()
    const store = await openWithRun(file)
    const steps = Float64Array.from({ length: 1_000_000 }, (_, index) => index + 1)
    await store.call('metrics.append', { id: 'a', chunks: [{ name: 'value', steps, values: steps.map(Math.sin) }] })
    await store.close()
    // Without its points a chart can only come from the levels above them.
    const database = openDatabase(file)
    database.exec(
      'DELETE FROM series_chunks WHERE level = 0 AND number BETWEEN 1 AND 925 OR level = 1 AND number BETWEEN 1 AND 175',
    )
    const kept = database.prepare('SELECT sum(count) FROM series_chunks').pluck().get() as number
    database.close()
    expect(kept).toBeLessThan(20_000)
    const again = await open(file)
    const [view] = await again.call('series.read', { id: 'a', from: 0, maxPoints: 2000 })
    expect(view!.steps.length).toBe(1954)
    expect(view!.high![1000]).toBeCloseTo(1, 3)
  })
})
