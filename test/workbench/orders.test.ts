import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import type { Workbench } from '../../src/workbench/index.ts'
import { connectBench, openBench, presetRecipe, removeHome, temporaryHome, waitForState } from './support/bench.ts'
import { fakeEngines, sayCheckpoint, sayMetrics } from './support/fakeEngine.ts'

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

/** A run that trains and has reached step 10. */
async function trainingRun() {
  const { id } = await client.call('runs.create', { recipe: await presetRecipe('linear-gaussian') })
  const engine = engines.made.at(-1)!
  await engine.started
  sayMetrics(engine, 0, 10)
  await waitForState(client, id, 'training')
  return { id, engine }
}

async function stoppedRun(): Promise<string> {
  const { id } = await trainingRun()
  await client.call('runs.control', { id, control: { action: 'stop' } })
  return id
}

const resume = { action: 'resume' } as const
const extend = (steps: number) => ({ action: 'extend', steps }) as const
const summaryOf = async (id: string) => (await client.call('runs.get', { id })).summary

describe('orders to one run at the same moment', () => {
  it('from two windows to go on train it once', async () => {
    const id = await stoppedRun()
    const windows = [client, connectBench(bench)]
    await Promise.allSettled(windows.map((window) => window.call('runs.control', { id, control: resume })))
    await waitForState(client, id, 'training')
    await client.call('runs.control', { id, control: { action: 'stop' } })
    // A second entry in the queue would begin now.
    const other = await trainingRun()
    expect(engines.made).toHaveLength(3)
    expect((await summaryOf(id)).state).toBe('stopped')
    expect((await summaryOf(other.id)).state).toBe('training')
  })

  it('to train longer add up', async () => {
    const id = await stoppedRun()
    await Promise.all([100, 10].map((steps) => client.call('runs.control', { id, control: extend(steps) })))
    expect((await summaryOf(id)).totalSteps).toBe(2360)
  })

  it('to go on and into the trash leave nothing training in the trash', async () => {
    const id = await stoppedRun()
    await Promise.all([client.call('runs.control', { id, control: resume }), client.call('runs.trash', { ids: [id] })])
    expect((await client.call('runs.list', { trashed: true })).map(({ state }) => state)).toEqual(['stopped'])
  })

  it('into the trash touch none where one is not there', async () => {
    const { id } = await trainingRun()
    await expect(client.call('runs.trash', { ids: [id, 'nobody'] })).rejects.toThrow(/no run “nobody”/)
    expect(await summaryOf(id)).toMatchObject({ state: 'training', trashedAt: null })
  })
})

describe('an engine that does not answer', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const deafRun = async () => {
    const run = await trainingRun()
    sayCheckpoint(run.engine, 10)
    run.engine.deaf = true
    return run
  }
  /** Lets what is said arrive, then half a minute pass. */
  const waitLong = async () => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    await vi.advanceTimersByTimeAsync(30_000)
  }

  it('is ended when its run is to stop, which stands at its checkpoint', async () => {
    const { id, engine } = await deafRun()
    const stopped = client.call('runs.control', { id, control: { action: 'stop' } })
    await waitLong()
    expect(await stopped).toMatchObject({ state: 'stopped', step: 10, checkpointStep: 10 })
    expect(engine.dead).toBe(true)
  })

  it('does not keep the workbench from closing', async () => {
    const { id } = await deafRun()
    const closed = bench.close()
    await waitLong()
    await closed
    bench = await openBench(home, engines.launch)
    client = connectBench(bench)
    expect(await summaryOf(id)).toMatchObject({ state: 'interrupted', checkpointStep: 10 })
    expect((await summaryOf(id)).reason).toMatch(/its engine did not answer/)
  })
})

describe('orders to a run that ends by itself at that moment', () => {
  /** The last of its words are still being stored when the order comes, which it can't take any more. */
  const ending = async () => {
    const { id, engine } = await trainingRun()
    for (let step = 10; step < 60; step++) sayMetrics(engine, step, 1)
    sayCheckpoint(engine, 60)
    engine.say('finished', { step: 60 })
    return { id, engine }
  }

  it('to train longer go on from its end', async () => {
    const { id } = await ending()
    await client.call('runs.control', { id, control: extend(5) })
    expect(await engines.made[1]!.started).toEqual({ totalSteps: 2255, checkpointStep: 60 })
  })

  it('to stop find it ended', async () => {
    const { id } = await ending()
    await expect(client.call('runs.control', { id, control: { action: 'stop' } })).rejects.toThrow(/is finished; only/)
  })

  it('to pause say how it ended', async () => {
    const { id } = await ending()
    await expect(client.call('runs.control', { id, control: { action: 'pause' } })).rejects.toThrow(
      /is finished; only a run in training can be paused/,
    )
  })
})
