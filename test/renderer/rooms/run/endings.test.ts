import { describe, expect, it } from 'vitest'
import { endingOf } from '../../../../src/renderer/rooms/run/endings.ts'
import { aRun } from '../../aRun.ts'

const plain = (text: string | undefined) => text?.replaceAll('\u202f', ' ')

describe('endingOf', () => {
  it('has nothing to say of a run that trains or has finished', () => {
    for (const state of ['training', 'paused', 'finished'] as const) expect(endingOf(aRun({ state }))).toBeNull()
  })

  it('says what a crash cost and where to go on', () => {
    const ending = endingOf(
      aRun({
        state: 'crashed',
        step: 3412,
        checkpointStep: 3000,
        trainingSeconds: 34.12,
        reason: 'It ran out of memory.',
      }),
    )
    expect(plain(ending?.title)).toBe('Training crashed at step 3 412')
    expect(plain(ending?.text)).toBe('It ran out of memory. Nothing up to step 3 412 is lost.')
    expect(ending?.resumeFrom).toBe(3000)
    expect(plain(ending?.facts[1]?.[1])).toBe('412 steps, about 4 s, with the same curves')
  })

  it('offers no going on without a checkpoint', () => {
    expect(endingOf(aRun({ state: 'interrupted', step: 12, checkpointStep: null }))).toMatchObject({
      resumeFrom: null,
      facts: [],
    })
  })

  it('offers another recipe for a run that diverged: it would do so again', () => {
    const ending = endingOf(
      aRun({ state: 'diverged', step: 842, checkpointStep: 800, reason: 'D’s loss is not a number.' }),
    )
    expect(ending).toMatchObject({ resumeFrom: null, change: true, text: 'D’s loss is not a number.' })
  })

  it('offers what needs less memory beside going on, where memory was short', () => {
    const reason = 'The engine ended at step 812: it ran out of memory. Nothing before that step is lost.'
    const run = { state: 'crashed', step: 812, checkpointStep: 800, trainingSeconds: 8 } as const
    const ending = endingOf(aRun({ ...run, reason }))
    expect(ending).toMatchObject({ text: reason, resumeFrom: 800, change: true })
    expect(ending!.facts.map(([name]) => name)).toEqual(['Last checkpoint', 'Repeats'])
    const killed = 'The engine ended at step 812: it was killed from outside, or the computer ran out of memory.'
    expect(endingOf(aRun({ ...run, reason: killed }))!.facts.at(-1)![0]).toBe('If memory was short')
    expect(endingOf(aRun({ ...run, reason: 'It ended with code 3.' }))).toMatchObject({ change: false })
  })
})
