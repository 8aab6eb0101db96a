import { describe, expect, it } from 'vitest'
import { checkpointFor, forkWords } from '../../../../src/renderer/rooms/run/forkPoint.ts'

const plain = (text: string) => text.replaceAll('\u202f', ' ')
const kept = [{ step: 400 }, { step: 990 }, { step: 1000 }]

describe('the checkpoint that a fork goes on from', () => {
  it('is the newest at or before the step shown', () => {
    expect([399, 400, 989, 990, 5000].map((step) => checkpointFor(step, kept))).toEqual([null, 400, 400, 990, 1000])
    expect(checkpointFor(10, [])).toBeNull()
  })

  it('is said before it is used, and so is that there is none', () => {
    expect(plain(forkWords(1000, kept))).toContain('goes on from step 1 000, which has a checkpoint')
    expect(plain(forkWords(995, kept))).toContain('goes on from step 990, the newest checkpoint at or before it')
    expect(plain(forkWords(10, kept))).toBe('No checkpoint is kept at or before step 10; the earliest is of step 400')
    expect(forkWords(10, [])).toBe('No checkpoint of this run is kept yet')
  })
})
