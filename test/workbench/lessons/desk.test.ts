import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkbenchClient, WorkbenchEvents } from '../../../src/contract/api.ts'
import type { LessonResult } from '../../../src/contract/lesson.ts'
import type { Workbench } from '../../../src/workbench/index.ts'
import { connectBench, openBench, removeHome, temporaryHome } from '../support/bench.ts'
import { fakeEngines, type FakeEngine } from '../support/fakeEngine.ts'

let home: string
let engines: ReturnType<typeof fakeEngines>
let bench: Workbench
let client: WorkbenchClient

beforeEach(async () => {
  home = await temporaryHome()
  engines = fakeEngines()
  bench = await openBench(home, engines.launch)
  client = connectBench(bench)
})

afterEach(async () => {
  await bench.close()
  await removeHome(home)
})

const result: LessonResult = {
  lesson: 'S9',
  knobs: { rateOfD: 0, seed: 1 },
  quick: true,
  numbers: { firstAccuracy: 0.2 },
  checks: [],
  recipes: [],
  holds: false,
  seconds: 1,
}

/** Starts S9 and waits until its engine hears of it. */
async function begun(id = 'one', by = client): Promise<{ ended: Promise<LessonResult>; engine: FakeEngine }> {
  const ended = by.call('lessons.run', { id, lesson: 'S9', knobs: { rateOfD: '0' }, quick: true })
  // A test that looks at it later must not be ended by it before.
  ended.catch(() => undefined)
  await expect.poll(() => engines.made.at(-1)?.lesson).toBeDefined()
  return { ended, engine: engines.made.at(-1)! }
}

describe('a lesson', () => {
  it('gets an engine of its own, with every knob, and gives its result back', async () => {
    const { ended, engine } = await begun()
    expect(engine.lesson!.request).toMatchObject({ lesson: 'S9', knobs: { rateOfD: 0, seed: 1 }, quick: true })
    expect(engine.lesson!.request.data).toBeUndefined()
    engine.lesson!.end(result)
    expect(await ended).toEqual(result)
    expect(engine.dead).toBe(true)
  })

  it('is told to the client that asked, by the name it gave, and to no other', async () => {
    const other = connectBench(bench)
    const told: WorkbenchEvents['lesson.told'][] = []
    const overheard: unknown[] = []
    client.on('lesson.told', (news) => told.push(news))
    other.on('lesson.told', (news) => overheard.push(news))
    const { ended, engine } = await begun('mine')
    engine.say('lessonProgress', { done: 0.5, doing: 'epoch 5 of 9' })
    engine.say('lessonFigure', { figure: { kind: 'curves', id: 'f', title: 'F', x: 'x', y: 'y', series: [] } })
    engine.lesson!.end(result)
    await ended
    expect(told.at(-1)).toMatchObject({ id: 'mine', done: 0.5, doing: 'epoch 5 of 9' })
    expect(told.flatMap(({ figures }) => figures.map(({ id }) => id))).toEqual(['f'])
    expect(overheard).toEqual([])
  })

  it('that is stopped ends its engine at once', async () => {
    const { ended, engine } = await begun()
    await client.call('lessons.stop', { id: 'one' })
    await expect(ended).rejects.toMatchObject({ code: 'conflict', message: 'lesson S9 was stopped' })
    await expect.poll(() => engine.dead).toBe(true)
  })

  it('ends with its client', async () => {
    const leaver = connectBench(bench)
    const { engine } = await begun('one', leaver)
    leaver.close()
    await expect.poll(() => engine.dead).toBe(true)
  })

  it('whose engine ends says how', async () => {
    const { ended, engine } = await begun()
    engine.die('it was ended by SIGKILL')
    await expect(ended).rejects.toMatchObject({ code: 'unavailable' })
    await expect(ended).rejects.toThrow('lesson S9 did not come to its end: the engine ended, it was ended by SIGKILL')
  })

  it('of a name that is taken is refused', async () => {
    await begun()
    const again = client.call('lessons.run', { id: 'one', lesson: 'S9' })
    await expect(again).rejects.toThrow('a lesson called “one” is running already')
  })
})

describe('a mistake starts nothing', () => {
  it.each([
    [{ rateOfG: 1 }, 'lesson S9 has no knob “rateOfG”; there are: rateOfD, seed'],
    [{ rateOfD: 9 }, '“rateOfD” must be a number from 0 to 0.2, not 9'],
    [{ seed: 'one' }, '“seed” must be a number from 0 to 100, not one'],
  ])('%o', async (knobs, message) => {
    const run = client.call('lessons.run', { id: 'one', lesson: 'S9', knobs })
    await expect(run).rejects.toMatchObject({ code: 'bad-input', message })
    expect(engines.made).toEqual([])
  })

  it('a lesson that is none', async () => {
    const run = client.call('lessons.run', { id: 'one', lesson: 'S11' as 'S9' })
    await expect(run).rejects.toMatchObject({ code: 'bad-input' })
  })
})
