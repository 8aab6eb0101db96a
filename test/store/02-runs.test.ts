import { describe, expect, test } from 'vitest'
import { codingRecipe } from '../engine/codingRecipes.ts'
import { newRun, open, openWithRun, points, ringRecipe, temporaryFile } from './library.ts'

describe('3 Runs', () => {
  test('3.1 a new run waits, with the recipe it was made from', async () => {
    const store = await open()
    const run = await store.call('run.create', { run: newRun('a', { pace: 50, shell: 'terminal' }) })
    expect(run).toEqual({
      id: 'a', name: 'Run a', starred: false, createdAt: 1000, startedAt: null, endedAt: null, trashedAt: null,
      state: 'waiting', step: 0, totalSteps: 6000, stepsPerSecond: 0, trainingSeconds: 0, pace: 50, backend: null, engine: null,
      shell: 'terminal', recipe: ringRecipe(), latest: {}, checkpointStep: null, reason: null, bytes: 0, fork: null,
    }) // prettier-ignore
    expect(await store.call('run.get', { id: 'a' })).toEqual({
      summary: run, scene: null, frames: new Float64Array(0), checkpoints: [], series: [],
    }) // prettier-ignore
  })

  test('3.1b a recipe of another family comes back as it was; an old GAN’s without stabilisers gets none', async () => {
    const store = await open()
    const recipe = codingRecipe('vae')
    await store.call('run.create', { run: newRun('coded', { recipe }) })
    expect((await store.call('run.get', { id: 'coded' })).summary.recipe).toEqual(recipe)
    const { stabilizers: _, ...old } = ringRecipe()
    await store.call('run.create', { run: newRun('old', { recipe: old as ReturnType<typeof ringRecipe> }) })
    expect((await store.call('run.get', { id: 'old' })).summary.recipe).toEqual(ringRecipe())
  })

  test('3.2 an id is used once', async () => {
    const store = await openWithRun()
    await expect(store.call('run.create', { run: newRun('a', { name: 'Another' }) })).rejects.toThrow(
      /there is a run “a” already/,
    )
    expect((await store.call('run.get', { id: 'a' })).summary.name).toBe('Run a')
  })

  test('3.3 a patch changes what it names and nothing else', async () => {
    const store = await openWithRun()
    const before = (await store.call('run.get', { id: 'a' })).summary
    const patch = {
      name: 'Better', starred: true, state: 'training', totalSteps: 9000, startedAt: 2000, endedAt: 3000,
      trainingSeconds: 1.5, pace: 20, backend: { id: 'wasm', version: '4.22.0', threads: 2 }, reason: 'because',
    } as const // prettier-ignore
    expect(await store.call('run.update', { id: 'a', patch })).toEqual({ ...before, ...patch })
    const back = await store.call('run.update', {
      id: 'a',
      patch: { endedAt: null, reason: null, pace: null, starred: false },
    })
    expect(back).toEqual({ ...before, ...patch, endedAt: null, reason: null, pace: null, starred: false })
  })

  test('3.4 a run that is not there is not found, and a patch of what a run has not is refused', async () => {
    const store = await openWithRun()
    for (const call of [
      () => store.call('run.get', { id: 'zebra' }),
      () => store.call('run.update', { id: 'zebra', patch: { name: 'x' } }),
      () => store.call('metrics.append', { id: 'zebra', chunks: [] }),
      () => store.call('frame.get', { id: 'zebra', step: 0 }),
      () => store.call('run.rewind', { id: 'zebra', step: 0 }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'not-found', message: 'there is no run “zebra”' })
    }
    await expect(store.call('run.update', { id: 'a', patch: { colour: 'red' } as never })).rejects.toThrow(/“colour”/)
  })

  test('3.5 lists are newest first', async () => {
    const store = await open()
    for (const [id, createdAt] of [
      ['b', 2],
      ['c', 3],
      ['a', 1],
    ] as const) {
      await store.call('run.create', { run: newRun(id, { createdAt }) })
    }
    expect((await store.call('run.list', { trashed: false })).map((run) => run.id)).toEqual(['c', 'b', 'a'])
  })

  test('3.6 the trash holds runs until they are taken back', async () => {
    const store = await openWithRun()
    await store.call('run.create', { run: newRun('b') })
    await store.call('run.trash', { ids: ['a'], trashedAt: 5000 })
    expect((await store.call('run.list', { trashed: false })).map((run) => run.id)).toEqual(['b'])
    expect(await store.call('run.list', { trashed: true })).toMatchObject([{ id: 'a', trashedAt: 5000 }])
    await store.call('run.trash', { ids: ['a'], trashedAt: null })
    expect(await store.call('run.list', { trashed: true })).toEqual([])
    expect((await store.call('run.list', { trashed: false })).length).toBe(2)
  })

  test('3.7 trashing many happens whole or not at all', async () => {
    const store = await openWithRun()
    await expect(store.call('run.trash', { ids: ['a', 'zebra'], trashedAt: 1 })).rejects.toThrow(/zebra/)
    expect(await store.call('run.list', { trashed: true })).toEqual([])
  })
})

describe('4 Runs whose process is gone', () => {
  test('4.1 become interrupted, with when they were last heard from and what is kept', async () => {
    const file = temporaryFile()
    const store = await open(file)
    for (const state of ['waiting', 'training', 'paused', 'finished'] as const) {
      await store.call('run.create', { run: newRun(state) })
      await store.call('run.update', { id: state, patch: { state } })
    }
    await store.call('metrics.append', { id: 'training', chunks: [points('value', 1, 40, Math.sin)] })
    await store.call('checkpoint.put', {
      id: 'training',
      createdAt: 1,
      keep: 3,
      checkpoint: { step: 30, tensors: [], state: null },
    })
    await store.call('run.heartbeat', { ids: ['training', 'paused'], at: Date.UTC(2026, 10, 23, 14, 3, 12) })
    await store.close()

    const next = await open(file)
    const adopted = await next.call('run.adopt', {})
    expect(adopted.map((run) => [run.id, run.state, run.endedAt])).toEqual([
      ['waiting', 'interrupted', 1000],
      ['training', 'interrupted', Date.UTC(2026, 10, 23, 14, 3, 12)],
      ['paused', 'interrupted', Date.UTC(2026, 10, 23, 14, 3, 12)],
    ])
    expect(adopted.map((run) => run.reason)).toEqual([
      'The workbench ended while this run waited for its turn, last heard from on 1970-01-01 at 00:00:01 UTC. It had not begun to train.',
      'The workbench ended while this run was training, last heard from on 2026-11-23 at 14:03:12 UTC. Its points are kept up to step 40; it can go on from its checkpoint at step 30.',
      'The workbench ended while this run was paused, last heard from on 2026-11-23 at 14:03:12 UTC. No points of it are kept; it has no checkpoint, so it would begin again from the start.',
    ])
    expect((await next.call('run.get', { id: 'training' })).summary).toEqual(adopted[1])
    expect((await next.call('run.get', { id: 'finished' })).summary.state).toBe('finished')
    expect(await next.call('run.adopt', {})).toEqual([])
  })
})
