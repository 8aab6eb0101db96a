import { describe, expect, it } from 'vitest'
import { timelineArea, timelineTicks } from '../../../src/renderer/replay/timelineTicks.ts'

describe('timelineTicks', () => {
  it('gives round steps and the end', () => {
    expect(timelineTicks(10_000, 6)).toEqual([0, 2000, 4000, 6000, 8000, 10_000])
    expect(timelineTicks(2250, 6)).toEqual([0, 500, 1000, 1500, 2250])
    expect(timelineTicks(3, 8)).toEqual([0, 1, 2, 3])
    expect(timelineTicks(0, 8)).toEqual([0])
  })

  it('begins where the run does', () => {
    expect(timelineTicks(6000, 6, 3000)).toEqual([3000, 4000, 5000, 6000])
    expect(timelineTicks(1200, 6, 590)).toEqual([590, 800, 1000, 1200])
    expect(timelineTicks(600, 6, 600)).toEqual([600])
  })

  it('never gives more than asked for', () => {
    for (const total of [1, 7, 99, 1234, 6000, 123_456]) expect(timelineTicks(total, 5).length).toBeLessThanOrEqual(6)
  })
})

describe('timelineArea', () => {
  it('averages neighbours, leaves gaps out and keeps to the height', () => {
    expect(timelineArea([10, 20, 30, 40], [0.2, 0.4, NaN, 3], 100, 2)).toEqual([
      [0.2, expect.closeTo(0.3)],
      [0.4, 1],
    ])
  })
})
