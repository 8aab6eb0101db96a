import { describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { purgeSlice } from '../../src/store/purge.ts'
import type { StoreClient } from '../../src/store/index.ts'
import { newRun, open, openWithRun, points, temporaryFile } from './library.ts'

/** Some 6 MB. */
async function fill(store: StoreClient, id: string): Promise<void> {
  await store.call('metrics.append', { id, chunks: [points('value', 1, 200_000, Math.sin)] })
  for (let step = 0; step < 60; step++) {
    await store.call('frame.put', {
      id,
      frame: { step, samples: Float32Array.from({ length: 2000 }, (_, index) => Math.sin(index * step)) },
    })
  }
  const values = Float32Array.from({ length: 250_000 }, Math.cos)
  for (const step of [1, 2, 3]) {
    await store.call('checkpoint.put', {
      id,
      createdAt: 1,
      keep: 3,
      checkpoint: { step, tensors: [{ name: 'w', shape: [250_000], values }], state: null },
    })
  }
}

describe('11 Purging', () => {
  test('11.1 takes only what is in the trash, whole or not at all', async () => {
    const store = await openWithRun()
    await store.call('run.create', { run: newRun('b') })
    await store.call('run.trash', { ids: ['b'], trashedAt: 1 })
    await expect(store.call('run.purge', { ids: ['b', 'a'] })).rejects.toMatchObject({
      code: 'conflict',
      message: /“Run a” is not in the trash/,
    })
    expect((await store.call('run.list', { trashed: true })).map((run) => run.id)).toEqual(['b'])
  })

  test('11.2 the run is gone at once, its space soon, the other runs untouched', async () => {
    const file = temporaryFile()
    const store = await openWithRun(file)
    await store.call('run.create', { run: newRun('b') })
    await fill(store, 'a')
    await store.call('metrics.append', { id: 'b', chunks: [points('value', 1, 3000, Math.sin)] })
    const before = await store.call('run.get', { id: 'b' })
    await store.call('run.trash', { ids: ['a'], trashedAt: 1 })
    await store.call('run.purge', { ids: ['a'] })
    await expect(store.call('run.get', { id: 'a' })).rejects.toMatchObject({ code: 'not-found' })
    expect(await store.call('run.list', { trashed: true })).toEqual([])
    expect(await store.call('run.adopt', {})).toMatchObject([{ id: 'b' }])
    await vi.waitUntil(() => isClear(file), { timeout: 10_000, interval: 50 })
    const after = await store.call('run.get', { id: 'b' })
    expect({ ...after, summary: null }).toEqual({ ...before, summary: null })
    await store.close()
    const again = await open(file)
    expect((await again.call('info', {})).bytes).toBeLessThan(250_000)
  })

  test('11.3 cut off by the end of the process, goes on at the next start', async () => {
    const file = temporaryFile()
    const store = await openWithRun(file)
    await fill(store, 'a')
    await store.call('run.trash', { ids: ['a'], trashedAt: 1 })
    await store.close()
    const database = openDatabase(file)
    database.exec('UPDATE runs SET purged = 1')
    expect([purgeSlice(database), purgeSlice(database)]).toEqual([true, true])
    database.close()
    expect(isClear(file)).toBe(false)
    await open(file)
    await vi.waitUntil(() => isClear(file), { timeout: 10_000, interval: 50 })
  })

  test('11.4 no slice frees more than some two megabytes', async () => {
    const file = temporaryFile()
    const store = await openWithRun(file)
    await fill(store, 'a')
    await store.call('run.trash', { ids: ['a'], trashedAt: 1 })
    await store.close()
    const database = openDatabase(file)
    database.exec('UPDATE runs SET purged = 1')
    const pages = () =>
      ['page_count', 'freelist_count'].map((name) => database.pragma(name, { simple: true }) as number) as [
        number,
        number,
      ]
    let slices = 0
    for (let [count, free] = pages(); purgeSlice(database); slices++) {
      const [nextCount, nextFree] = pages()
      expect(nextFree - free).toBeLessThan(512)
      // 256, and now and then one of SQLite's own that kept account of them.
      expect(count - nextCount).toBeLessThanOrEqual(258)
      ;[count, free] = [nextCount, nextFree]
    }
    expect(slices).toBeGreaterThan(10)
    expect(pages()[1]).toBe(0)
    database.close()
  })
})

/** Whether nothing is left of purged runs, nor space to give back. */
function isClear(file: string): boolean {
  const database = openDatabase(file)
  const left = database.prepare('SELECT count(*) FROM runs WHERE purged = 1').pluck().get() as number
  const free = database.pragma('freelist_count', { simple: true }) as number
  database.close()
  return left === 0 && free === 0
}
