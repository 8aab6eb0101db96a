import { describe, expect, it } from 'vitest'
import { shareDone } from '../../src/contract/run.ts'
import { isCollapsed, keyFact, presetRecipe, secondsLeft, whenFact } from '../../src/renderer/runFacts.ts'
import { aRecipe, aRun } from './aRun.ts'

const plain = (text: string) => text.replaceAll('\u202f', ' ')

describe('facts of a run', () => {
  it('calls a finished run with under half the modes collapsed', () => {
    const with_ = (modes: number) => isCollapsed(aRun({ latest: { modes } }))
    expect([with_(3), with_(4), with_(8)]).toEqual([true, false, false])
    expect(isCollapsed(aRun({ state: 'training', latest: { modes: 1 } }))).toBe(false)
    expect(isCollapsed(aRun({ latest: {} }))).toBe(false)
  })

  it('knows how far a run is and how long it takes', () => {
    const run = aRun({ state: 'training', step: 1500, stepsPerSecond: 500 })
    expect(shareDone(run)).toBe(0.25)
    expect(secondsLeft(run)).toBe(9)
    expect(plain(whenFact(run))).toBe('about 9 s left')
    expect(secondsLeft(aRun({ state: 'paused', stepsPerSecond: 0 }))).toBeNaN()
    expect(shareDone(aRun({ step: 7000 }))).toBe(1)
    const fork = { run: 'b', name: 'B', step: 1000, anew: [] }
    expect([1000, 3500, 6000].map((step) => shareDone(aRun({ step, fork })))).toEqual([0, 0.5, 1])
  })

  it('names the number that says most, or the way on', () => {
    expect(keyFact(aRun())).toBe('7 of 8 modes')
    expect(plain(keyFact(aRun({ latest: { accuracy: 0.56 } })))).toBe('D right 56 % of the time')
    expect(plain(keyFact(aRun({ state: 'crashed', checkpointStep: 3000 })))).toBe('Can go on from step 3 000')
    expect(keyFact(aRun({ state: 'crashed', checkpointStep: null }))).toBe('7 of 8 modes')
    expect(keyFact(aRun({ state: 'diverged', reason: 'D’s loss is not a number since step 842' }))).toContain('842')
    expect(keyFact(aRun({ state: 'waiting', latest: {} }))).toBe('In the queue')
  })

  it('refuses a preset that is not a recipe, naming the place', () => {
    expect(presetRecipe(aRecipe()).name).toBe('Ring of 8')
    expect(() => presetRecipe({ ...aRecipe(), seed: -1 })).toThrow(/seed/)
  })
})
