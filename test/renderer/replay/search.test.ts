import { describe, expect, it } from 'vitest'
import { indexAtOrBefore, indexNearest, mergeSteps } from '../../../src/renderer/replay/search.ts'

describe('steps', () => {
  it('finds the last one at or before a step', () => {
    const steps = [0, 10, 20, 50]
    expect([-1, 0, 9, 10, 49, 50, 99].map((step) => indexAtOrBefore(steps, step))).toEqual([-1, 0, 0, 1, 2, 3, 3])
    expect(indexAtOrBefore([], 5)).toBe(-1)
  })

  it('finds the nearest, the earlier of two', () => {
    const steps = [10, 20, 50]
    expect([0, 14, 15, 16, 36, 900].map((step) => indexNearest(steps, step))).toEqual([0, 0, 0, 1, 2, 2])
    expect(indexNearest([], 5)).toBe(-1)
  })

  it('merges lists of several runs, each step once', () => {
    expect(mergeSteps([[0, 10, 20], new Float64Array([0, 5, 20, 100]), []])).toEqual([0, 5, 10, 20, 100])
  })
})
