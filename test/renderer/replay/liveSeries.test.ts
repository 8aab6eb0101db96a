import { describe, expect, it } from 'vitest'
import type { SeriesView } from '../../../src/contract/api.ts'
import { appendChunk, recentMean, valueAt } from '../../../src/renderer/replay/liveSeries.ts'

const points = (steps: number[], values: number[]) => ({
  name: 'loss',
  steps: Float64Array.from(steps),
  values: Float64Array.from(values),
})

describe('appendChunk', () => {
  it('begins a series', () => {
    expect(appendChunk(undefined, points([1, 2], [5, 6]), -1)).toMatchObject({ name: 'loss', total: 2 })
  })

  it('leaves out what is known already', () => {
    const view = appendChunk(undefined, points([1, 2, 3], [1, 2, 3]), -1)
    const next = appendChunk(view, points([2, 3, 4], [20, 30, 40]), 3)
    expect([...next.steps]).toEqual([1, 2, 3, 4])
    expect([...next.values]).toEqual([1, 2, 3, 40])
    expect(next.total).toBe(4)
    expect(appendChunk(next, points([3, 4], [0, 0]), 4)).toBe(next)
  })

  it('gives points that join buckets extremes of their own', () => {
    const view: SeriesView = {
      ...points([0, 10], [1, 2]),
      low: Float64Array.of(0, 1),
      high: Float64Array.of(2, 3),
      total: 20,
    }
    const next = appendChunk(view, points([20], [7]), 19)
    expect([...next.low!]).toEqual([0, 1, 7])
    expect([...next.high!]).toEqual([2, 3, 7])
    expect(next.total).toBe(21)
  })

  it('merges neighbours of a long series and keeps their extremes, order and gaps', () => {
    let view: SeriesView | undefined
    const length = 10_000
    for (let from = 0; from < length; from += 50) {
      const steps = Array.from({ length: 50 }, (_, i) => from + i)
      view = appendChunk(
        view,
        points(
          steps,
          steps.map((step) => (step === 777 ? 1e6 : step === 9000 ? NaN : step)),
        ),
        from - 1,
      )
    }
    const { steps, values, low, high, total } = view!
    expect(total).toBe(length)
    expect(steps.length).toBeLessThanOrEqual(1200)
    expect(steps.length).toBe(values.length)
    expect(Math.max(...high!)).toBe(1e6)
    expect(Math.min(...low!)).toBe(0)
    expect([...values].every(Number.isFinite)).toBe(true)
    expect([...steps].every((step, i) => i === 0 || step > steps[i - 1]!)).toBe(true)
    expect(steps.at(-1)).toBeGreaterThan(length - 50)
  })
})

describe('reading a series', () => {
  const view = { ...points([10, 20, 30, 40], [1, NaN, 3, 5]), total: 4 }

  it('gives the value at a step or before it', () => {
    expect(valueAt(view, 9)).toBeUndefined()
    expect(valueAt(view, 10)).toBe(1)
    expect(valueAt(view, 35)).toBe(3)
    expect(valueAt(undefined, 35)).toBeUndefined()
  })

  it('averages the finite values of the last steps', () => {
    expect(recentMean(view, 40, 20)).toBe(4)
    expect(recentMean(view, 30, 30)).toBe(2)
    expect(recentMean(view, 44, 1000)).toBe(3)
    expect(recentMean(view, 20, 10)).toBeUndefined()
    expect(recentMean(view, 5, 30)).toBeUndefined()
  })

  it('takes the last point where steps are further apart', () => {
    expect(recentMean(view, 39, 5)).toBe(3)
    expect(recentMean(view, 10_000, 5)).toBe(5)
  })
})
