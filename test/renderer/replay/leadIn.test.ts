import { describe, expect, it } from 'vitest'
import { cutView, leadFrom } from '../../../src/renderer/replay/leadIn.ts'

const view = {
  name: 'value',
  steps: Float64Array.of(0, 10, 20, 30),
  values: Float64Array.of(1, 2, 3, 4),
  low: Float64Array.of(0, 1, 2, 3),
  high: Float64Array.of(2, 3, 4, 5),
  total: 40,
}
const fork = (step: number) => ({ fork: { run: 'a', name: 'A', step, anew: [] } })

describe('the curves that lead in to a fork', () => {
  it('end where it began', () => {
    const cut = cutView(view, 10, 25)
    expect([[...cut.steps], [...cut.values], [...cut.low!], [...cut.high!]]).toEqual([
      [10, 20],
      [2, 3],
      [1, 2],
      [3, 4],
    ])
    expect(cutView(view, 40, 50).steps).toHaveLength(0)
    expect(cutView(view, 0, Infinity).steps).toHaveLength(4)
    expect(cutView(view, 25, 20).steps).toHaveLength(0)
  })

  it('take no more of the axis than the fork’s own', () => {
    expect(leadFrom(fork(6000), 7000)).toBe(5000)
    expect(leadFrom(fork(400), 2000)).toBe(0)
    expect(leadFrom({ fork: null }, 2000)).toBe(0)
  })
})
