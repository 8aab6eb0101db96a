import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import { openDatabase } from '../../src/store/database.ts'
import { concurrentRuns } from '../../src/workbench/engines.ts'
import { libraryFile, type Workbench } from '../../src/workbench/index.ts'
import { connectBench, openBench, presetRecipe, removeHome, temporaryHome, waitForState } from './support/bench.ts'
import { fakeEngines, sayCheckpoint, sayMetrics } from './support/fakeEngine.ts'

let home: string
let engines: ReturnType<typeof fakeEngines>
let bench: Workbench
let client: WorkbenchClient
let recipe: unknown

const open = async () => {
  engines = fakeEngines()
  bench = await openBench(home, engines.launch)
  client = connectBench(bench)
}

beforeEach(async () => {
  home = await temporaryHome()
  recipe = await presetRecipe('linear-gaussian')
  await open()
})

afterEach(async () => {
  await bench.close()
  await removeHome(home)
})

const create = async () => {
  const { id } = await client.call('runs.create', { recipe })
  const engine = engines.made.at(-1)!
  await engine.started
  return { id, engine }
}

const stepsStored = async (id: string) => {
  const [series] = await client.call('runs.series', { id, names: ['loss.discriminator'] })
  return [...(series?.steps ?? [])]
}

describe('a run’s life', () => {
  it('stores what the engine says before it tells the clients', async () => {
    const { id, engine } = await create()
    const storedWhenTold = new Promise<number[]>((resolve, reject) => {
      client.on('run.metrics', () => void stepsStored(id).then(resolve, reject))
    })
    sayMetrics(engine, 0, 3)
    expect(await storedWhenTold).toEqual([1, 2, 3])
  })

  it('finishes', async () => {
    const { id, engine } = await create()
    sayMetrics(engine, 0, 5)
    engine.say('finished', { step: 5 })
    const summary = await waitForState(client, id, 'finished')
    expect(summary.step).toBe(5)
    expect(summary.endedAt).not.toBeNull()
    expect(engine.dead).toBe(true)
  })

  it('keeps the history of a run that diverges, names the step and refuses to go on', async () => {
    const { id, engine } = await create()
    sayMetrics(engine, 0, 7)
    engine.say('diverged', { step: 7, series: 'loss.discriminator' })
    const summary = await waitForState(client, id, 'diverged')
    expect(summary.reason).toMatch(/D’s loss .*step 7/)
    expect(await stepsStored(id)).toHaveLength(7)
    await expect(client.call('runs.control', { id, control: { action: 'resume' } })).rejects.toThrow(/diverge again/)
  })

  it('goes on from the newest checkpoint after a crash and drops what came after it', async () => {
    const { id, engine } = await create()
    sayMetrics(engine, 0, 10)
    sayCheckpoint(engine, 10)
    sayMetrics(engine, 10, 5)
    engine.die('it was killed')
    const crashed = await waitForState(client, id, 'crashed')
    expect(crashed.reason).toMatch(/step 15: it was killed/)
    expect(crashed.checkpointStep).toBe(10)
    await client.call('runs.control', { id, control: { action: 'resume' } })
    const second = engines.made.at(-1)!
    expect(await second.started).toEqual({ totalSteps: 2250, checkpointStep: 10 })
    expect(await stepsStored(id)).toHaveLength(10)
    sayMetrics(second, 10, 5)
    second.say('finished', { step: 15 })
    await waitForState(client, id, 'finished')
    expect(await stepsStored(id)).toHaveLength(15)
  })

  it('begins anew when it crashed before any checkpoint', async () => {
    const { id, engine } = await create()
    sayMetrics(engine, 0, 4)
    engine.die('gone')
    await waitForState(client, id, 'crashed')
    await client.call('runs.control', { id, control: { action: 'resume' } })
    expect(await engines.made.at(-1)!.started).toEqual({ totalSteps: 2250, checkpointStep: null })
    expect(await stepsStored(id)).toEqual([])
  })

  it('is interrupted with a checkpoint when the workbench closes, and can be resumed by the next', async () => {
    const { id, engine } = await create()
    sayMetrics(engine, 0, 12)
    await bench.close()
    // Paused first: a step after the checkpoint would be lost.
    expect(engine.heard).toEqual(['start', 'pause', 'checkpoint'])
    await open()
    const summary = await waitForState(client, id, 'interrupted')
    expect(summary.checkpointStep).toBe(12)
    await client.call('runs.control', { id, control: { action: 'resume' } })
    expect((await engines.made.at(-1)!.started).checkpointStep).toBe(12)
  })

  it('pauses, goes on and stops', async () => {
    const { id } = await create()
    expect((await client.call('runs.control', { id, control: { action: 'pause' } })).state).toBe('paused')
    expect((await client.call('runs.control', { id, control: { action: 'resume' } })).state).toBe('training')
    expect((await client.call('runs.control', { id, control: { action: 'stop' } })).state).toBe('stopped')
    await expect(client.call('runs.control', { id, control: { action: 'pause' } })).rejects.toThrow(
      /is stopped; only a run in training/,
    )
  })

  it('trains a finished run longer', async () => {
    const { id, engine } = await create()
    sayMetrics(engine, 0, 3)
    sayCheckpoint(engine, 3)
    engine.say('finished', { step: 3 })
    await waitForState(client, id, 'finished')
    await client.call('runs.control', { id, control: { action: 'extend', steps: 100 } })
    expect(await engines.made.at(-1)!.started).toEqual({ totalSteps: 2350, checkpointStep: 3 })
  })

  it('ends a run whose results the store refuses, and says why', async () => {
    const { id, engine } = await create()
    const told: number[][] = []
    client.on('run.metrics', ({ chunks }) => told.push([...chunks[0]!.steps]))
    sayMetrics(engine, 0, 3)
    sayMetrics(engine, 0, 3)
    const summary = await waitForState(client, id, 'crashed')
    expect(summary.reason).toMatch(/could not be stored/)
    expect(await stepsStored(id)).toEqual([1, 2, 3])
    // What is not stored is not told.
    expect(told).toEqual([[1, 2, 3]])
  })

  it('keeps the newest three checkpoints, and tells of each', async () => {
    const { id, engine } = await create()
    const told: number[] = []
    client.on('run.checkpoint', ({ step }) => told.push(step))
    for (const step of [1, 2, 3, 4, 5]) sayCheckpoint(engine, step)
    engine.say('finished', { step: 0 })
    await waitForState(client, id, 'finished')
    expect((await client.call('runs.get', { id })).checkpoints.map(({ step }) => step)).toEqual([3, 4, 5])
    expect(told).toEqual([1, 2, 3, 4, 5])
  })
})

describe('a run in training', () => {
  it('is noted as alive', async () => {
    const { id, engine } = await create()
    const before = Date.now()
    engine.say('progress', { step: 0, stepsPerSecond: 0, paused: false, trainingSeconds: 0 })
    await client.call('runs.control', { id, control: { action: 'pause' } })
    const database = openDatabase(libraryFile(home))
    const heard = database.prepare('SELECT heartbeat_at FROM runs').pluck().get()
    database.close()
    expect(heard).toBeGreaterThanOrEqual(before)
  })

  it('gives its checkpoint of this very moment, unless a step is asked for', async () => {
    const { id, engine } = await create()
    sayCheckpoint(engine, 4)
    sayMetrics(engine, 0, 10)
    const request = { what: 'checkpoint', format: 'safetensors' } as const
    const now = await client.call('runs.export', { id, request })
    expect(now.filename).toMatch(/checkpoint-step-10\.safetensors$/)
    sayMetrics(engine, 10, 10)
    const then = await client.call('runs.export', { id, request: { ...request, step: 9 } })
    expect(then.filename).toMatch(/checkpoint-step-4\.safetensors$/)
    expect(engine.heard).toEqual(['start', 'checkpoint'])
  })
})

describe('orders that come early', () => {
  it('wait until the engine has begun', async () => {
    const { id } = await client.call('runs.create', { recipe })
    const paused = await client.call('runs.control', { id, control: { action: 'pause' } })
    expect(paused.state).toBe('paused')
    expect(engines.made.at(-1)!.heard).toEqual(['start', 'pause'])
  })
})

describe('the queue', () => {
  it('lets only so many train at once; the next begins when one ends', async () => {
    const runs = []
    for (let i = 0; i <= concurrentRuns; i++) runs.push(await client.call('runs.create', { recipe }))
    await Promise.all(engines.made.map((engine) => engine.started))
    expect(engines.made).toHaveLength(concurrentRuns)
    const last = runs.at(-1)!.id
    expect((await client.call('runs.get', { id: last })).summary.state).toBe('waiting')
    engines.made[0]!.say('finished', { step: 0 })
    await waitForState(client, last, 'training')
  })

  it('gives the place of a paused run to the next, which keeps it when the first goes on', async () => {
    const runs = []
    for (let i = 0; i <= concurrentRuns; i++) runs.push(await client.call('runs.create', { recipe }))
    const [first, last] = [runs[0]!.id, runs.at(-1)!.id]
    await client.call('runs.control', { id: first, control: { action: 'pause' } })
    await waitForState(client, last, 'training')
    await client.call('runs.control', { id: first, control: { action: 'resume' } })
    expect((await client.call('runs.get', { id: last })).summary.state).toBe('training')
  })

  it('keeps the engine that a run waits for, also over the workbench’s end', async () => {
    for (let i = 0; i < concurrentRuns; i++) await client.call('runs.create', { recipe })
    const { id } = await client.call('runs.create', { recipe, engine: 'cpu', threads: 3 })
    await bench.close()
    await open()
    expect((await client.call('runs.get', { id })).summary).toMatchObject({ state: 'interrupted', backend: null })
    await client.call('runs.control', { id, control: { action: 'resume' } })
    await engines.made.at(-1)!.started
    await waitForState(client, id, 'training')
    await expect
      .poll(async () => (await client.call('runs.get', { id })).summary.backend)
      .toMatchObject({ id: 'cpu', threads: 3 })
  })

  it('stops a waiting run without starting it', async () => {
    const runs = []
    for (let i = 0; i <= concurrentRuns; i++) runs.push(await client.call('runs.create', { recipe }))
    const stopped = await client.call('runs.control', { id: runs.at(-1)!.id, control: { action: 'stop' } })
    expect(stopped.state).toBe('stopped')
    expect(engines.made).toHaveLength(concurrentRuns)
  })
})

describe('the trash', () => {
  it('takes a training run and those that wait behind it in one go, starting none of them', async () => {
    const ids: string[] = []
    for (let i = 0; i < concurrentRuns + 2; i++) ids.push((await client.call('runs.create', { recipe })).id)
    await client.call('runs.trash', { ids })
    expect((await client.call('runs.list', { trashed: true })).map((run) => run.state)).toEqual(
      ids.map(() => 'stopped'),
    )
    expect(engines.made).toHaveLength(concurrentRuns)
  })
})

describe('a run in the trash', () => {
  it('is not trained on', async () => {
    const { id } = await create()
    await client.call('runs.trash', { ids: [id] })
    for (const control of [{ action: 'resume' }, { action: 'extend', steps: 5 }] as const) {
      await expect(client.call('runs.control', { id, control })).rejects.toThrow(/is in the trash; restore it first/)
    }
    expect((await client.call('runs.get', { id })).summary).toMatchObject({ state: 'stopped', totalSteps: 2250 })
  })
})

describe('the library', () => {
  it('renames and stars; a bad name changes nothing', async () => {
    const { id } = await create()
    await client.call('runs.update', { id, name: 'Mine', starred: true })
    await expect(client.call('runs.update', { id, name: '  ' })).rejects.toThrow()
    const { summary } = await client.call('runs.get', { id })
    expect([summary.name, summary.starred]).toEqual(['Mine', true])
  })

  it('stops a run that is put in the trash, restores it, and deletes only what is in the trash', async () => {
    const { id } = await create()
    await client.call('runs.trash', { ids: [id] })
    expect(await client.call('runs.list', {})).toEqual([])
    expect((await client.call('runs.list', { trashed: true }))[0]?.state).toBe('stopped')
    await client.call('runs.restore', { ids: [id] })
    expect(await client.call('runs.list', {})).toHaveLength(1)
    await expect(client.call('runs.purge', { ids: [id] })).rejects.toThrow()
    await client.call('runs.trash', { ids: [id] })
    await client.call('runs.purge', { ids: [id] })
    await expect(client.call('runs.get', { id })).rejects.toThrow()
  })

  it('refuses a recipe with a mistake, with its issues, and stores nothing', async () => {
    const bad = { ...(recipe as object), los: {} }
    await expect(client.call('runs.create', { recipe: bad })).rejects.toMatchObject({
      code: 'bad-input',
      issues: [{ path: 'los' }],
    })
    expect(await client.call('runs.list', {})).toEqual([])
  })
})
