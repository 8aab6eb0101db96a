import { describe, expect, test } from 'vitest'
import type { Checkpoint } from '../../src/contract/engine.ts'
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import type { StoreClient } from '../../src/store/index.ts'
import { everything, newRun, open, openWithRun, points, temporaryFile } from './library.ts'

const checkpoint = (step: number): Checkpoint => ({
  step,
  tensors: [{ name: 'generator.0.weight', shape: [2], values: Float32Array.of(step, 1) }],
  state: { origin: 0 },
})

const put = (store: StoreClient, id: string, step: number) =>
  store.call('checkpoint.put', { id, checkpoint: checkpoint(step), createdAt: step, keep: 3 })

const fork = (id: string, step: number, parent = 'a') => ({
  run: newRun(id, { createdAt: 2000 }),
  totalSteps: 9000,
  parent,
  step,
  forked: {
    checkpoint: { ...checkpoint(step), state: { origin: step } },
    anew: ['D’s optimiser'],
    scene: { kind: 'points' as const, extent: [-1, 1, -1, 1] as const, real: Float32Array.of(0, 1) },
    frame: { step, samples: Float32Array.of(step, 2) },
    measures: { modes: 5, good: 0.5 },
  },
})

/** Run "a" with checkpoints at 10, 20 and 30, and "b", which goes on from step 20. */
async function openWithFork(file?: string): Promise<StoreClient> {
  const store = await openWithRun(file)
  for (const step of [10, 20, 30]) await put(store, 'a', step)
  await store.call('run.fork', { fork: fork('b', 20) })
  return store
}

const stepsOf = async (store: StoreClient, id: string) =>
  (await store.call('run.get', { id })).checkpoints.map(({ step }) => step)

describe('14 Forks', () => {
  test('14.1 begin with a checkpoint, a picture and measures of their own, at the step they go on from', async () => {
    const store = await openWithFork()
    const { summary, scene, frames, series } = await store.call('run.get', { id: 'b' })
    expect(summary).toMatchObject({
      step: 20,
      totalSteps: 9000,
      checkpointStep: 20,
      state: 'waiting',
      latest: { modes: 5, good: 0.5 },
      fork: { run: 'a', name: 'Run a', step: 20, anew: ['D’s optimiser'] },
    })
    expect([scene?.kind, [...frames], series]).toEqual(['points', [20], ['good', 'modes']])
    expect(await store.call('frame.get', { id: 'b', step: 0 })).toMatchObject({ step: 20 })
    expect(await store.call('checkpoint.get', { id: 'b' })).toMatchObject({ step: 20, state: { origin: 20 } })
    expect((await store.call('run.get', { id: 'a' })).summary.fork).toBeNull()
  })

  test('14.2 keep the checkpoint they began at, in both runs, however many come after it', async () => {
    const store = await openWithFork()
    for (const step of [40, 50, 60, 70]) await put(store, 'a', step)
    for (const step of [25, 30, 35, 40]) await put(store, 'b', step)
    expect(await stepsOf(store, 'a')).toEqual([20, 50, 60, 70])
    expect(await stepsOf(store, 'b')).toEqual([20, 30, 35, 40])
    // Written again at the same step it is still kept.
    await put(store, 'b', 20)
    await put(store, 'b', 45)
    expect(await stepsOf(store, 'b')).toEqual([20, 35, 40, 45])
  })

  test('14.3 stay when the other run is deleted for good, and remember its name', async () => {
    const store = await openWithFork()
    await store.call('run.update', { id: 'a', patch: { name: 'Another name' } })
    await store.call('run.trash', { ids: ['a'], trashedAt: 1 })
    await store.call('run.purge', { ids: ['a'] })
    const { summary } = await store.call('run.get', { id: 'b' })
    expect(summary.fork).toMatchObject({ run: 'a', name: 'Run a' })
    expect((await store.call('checkpoint.get', { id: 'b' })).step).toBe(20)
  })

  test('14.4 go back to their own beginning, never before it', async () => {
    const store = await openWithFork()
    await store.call('metrics.append', { id: 'b', chunks: [points('value', 21, 40, Math.sin)] })
    const summary = await store.call('run.rewind', { id: 'b', step: 20 })
    expect(summary).toMatchObject({ step: 20, checkpointStep: 20, latest: { modes: 5 } })
    const series = await store.call('series.read', { id: 'b', ...everything })
    expect(series.filter(({ steps }) => steps.length > 0).map(({ name, steps }) => [name, [...steps]])).toEqual([
      ['good', [20]],
      ['modes', [20]],
    ])
  })

  test('14.5 of which one can’t be stored leave nothing behind', async () => {
    const store = await openWithFork()
    await expect(store.call('run.fork', { fork: fork('c', 30, 'nobody') })).rejects.toThrow('there is no run “nobody”')
    const broken = fork('d', 30)
    const bad = { ...broken, forked: { ...broken.forked, checkpoint: { step: 30, tensors: [], state: { odd: NaN } } } }
    await expect(store.call('run.fork', { fork: bad })).rejects.toThrow('“odd” of the checkpoint’s state')
    expect((await store.call('run.list', { trashed: false })).map(({ id }) => id).sort()).toEqual(['a', 'b'])
    for (const step of [40, 50, 60]) await put(store, 'a', step)
    expect(await stepsOf(store, 'a')).toEqual([20, 40, 50, 60])
  })

  test('14.6 are told apart from runs that had trained when their process went away', async () => {
    const file = temporaryFile()
    const store = await openWithFork(file)
    await store.close()
    const next = await open(file)
    const adopted = await next.call('run.adopt', {})
    expect(adopted.find(({ id }) => id === 'b')?.reason).toContain('It had not begun to train.')
  })

  test('14.7 a library from before there were any has none', async () => {
    const file = temporaryFile()
    const database = openDatabase(file)
    migrate(database, migrations.slice(0, 5))
    database.exec(
      `INSERT INTO runs (id, name, created_at, total_steps, shell, recipe) VALUES ('old', 'Old', 1, 10, 'serve', '{}')`,
    )
    database.close()
    const store = await open(file)
    expect((await store.call('run.get', { id: 'old' })).summary.fork).toBeNull()
    await put(store, 'old', 5)
    await store.call('run.fork', { fork: fork('new', 5, 'old') })
    expect(await stepsOf(store, 'old')).toEqual([5])
  })
})
