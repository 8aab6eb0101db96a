import { describe, expect, test, vi } from 'vitest'
import type { DataSet } from '../../src/contract/dataSet.ts'
import type { StoreClient } from '../../src/store/index.ts'
import type { Recipe } from '../../src/contract/recipe/schema.ts'
import { openDatabase } from '../../src/store/database.ts'
import { newRun, open, ringRecipe, rowsOf, temporaryFile } from './library.ts'

const hash = 'ab'.repeat(32)
const shape: DataSet['shape'] = {
  kind: 'table',
  columns: ['a', 'b'].map((name) => ({ name, mean: 0, sd: 1, low: -1, high: 1, counts: false })),
}
const chunk = (number: number) => ({ part: 'values' as const, number, data: Uint8Array.of(1, 2, 3, number) })

async function stage(store: StoreClient, chunks: number): Promise<number> {
  const key = await store.call('data.stage', { name: 'a.csv', createdAt: 5 })
  for (let number = 0; number < chunks; number++) await store.call('data.append', { key, chunk: chunk(number) })
  return key
}

async function keep(store: StoreClient, of = hash) {
  return store.call('data.keep', { key: await stage(store, 2), kept: { hash: of, shape, count: 7 } })
}

const recipeOf = (file: string): Recipe => ({
  ...ringRecipe(),
  data: {
    kind: 'table',
    file,
    name: 'a.csv',
    columns: ['a', 'b'],
    scaling: 'none',
    picture: 'firstColumns',
    points: 7,
  },
})

/** Whether nothing is left of what was given up or deleted, nor the space it took. */
function isClear(file: string): boolean {
  const database = openDatabase(file)
  const left = database.prepare<[], number>('SELECT count(*) FROM data_sets WHERE abandoned = 1').pluck().get()
  const free = database.pragma('freelist_count', { simple: true })
  database.close()
  return left === 0 && free === 0
}

describe('13 Data that people bring', () => {
  test('13.1 is in no list until it is kept, and then whole', async () => {
    const store = await open()
    const key = await stage(store, 2)
    expect(await store.call('data.list', {})).toEqual([])
    const { dataSet, isNew } = await store.call('data.keep', { key, kept: { hash, shape, count: 7 } })
    expect(isNew).toBe(true)
    expect(dataSet).toMatchObject({ hash, name: 'a.csv', shape, count: 7, createdAt: 5, runs: 0 })
    expect(dataSet.bytes).toBeGreaterThan(0)
    expect(await store.call('data.list', {})).toEqual([dataSet])
    const read = (number: number) => store.call('data.chunk', { hash, part: 'values', number })
    expect([await read(0), await read(1), await read(2)]).toEqual([chunk(0).data, chunk(1).data, null])
  })

  test('13.2 the same content twice is one entry', async () => {
    const store = await open()
    const first = await keep(store)
    const second = await keep(store)
    expect(second).toEqual({ dataSet: first.dataSet, isNew: false })
    expect(await store.call('data.list', {})).toHaveLength(1)
  })

  test('13.3 what was dropped, or left by a process that ended, can’t be kept', async () => {
    const file = temporaryFile()
    const before = await open(file)
    const dropped = await stage(before, 1)
    await before.call('data.drop', { key: dropped })
    await expect(before.call('data.keep', { key: dropped, kept: { hash, shape, count: 1 } })).rejects.toThrow(
      'there is no such import',
    )
    const left = await stage(before, 1)
    expect(rowsOf(file, 'data_chunks')).toBeGreaterThan(0)
    await before.close()
    const after = await open(file)
    await expect(after.call('data.keep', { key: left, kept: { hash, shape, count: 1 } })).rejects.toThrow(
      'there is no such import',
    )
    expect(await after.call('data.list', {})).toEqual([])
    await vi.waitUntil(() => rowsOf(file, 'data_sets') + rowsOf(file, 'data_chunks') === 0, { timeout: 5000 })
  })

  test('13.4 a run names it by hash, and can’t be made without it', async () => {
    const store = await open()
    const run = newRun('a', { recipe: recipeOf(hash) })
    await expect(store.call('run.create', { run })).rejects.toMatchObject({ code: 'not-found' })
    expect(await store.call('run.list', { trashed: false })).toEqual([])
    await keep(store)
    await store.call('run.create', { run })
    expect(await store.call('data.get', { hash })).toMatchObject({ runs: 1 })
  })

  test('13.5 it stays while a run names it, one in the trash, too', async () => {
    const store = await open()
    await keep(store)
    await store.call('run.create', { run: newRun('a', { recipe: recipeOf(hash) }) })
    const refused = { code: 'conflict', message: expect.stringContaining('is the data of “Run a”') as string }
    await expect(store.call('data.remove', { hash })).rejects.toMatchObject(refused)
    await store.call('run.trash', { ids: ['a'], trashedAt: 1 })
    await expect(store.call('data.remove', { hash })).rejects.toThrow('“Run a” (in the trash)')
    expect(await store.call('data.chunk', { hash, part: 'values', number: 0 })).not.toBeNull()
    await store.call('run.purge', { ids: ['a'] })
    await store.call('data.remove', { hash })
    expect(await store.call('data.list', {})).toEqual([])
    await expect(store.call('data.get', { hash })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('13.6 its space is freed, and it can be brought again', async () => {
    const file = temporaryFile()
    const store = await open(file)
    const key = await store.call('data.stage', { name: 'large', createdAt: 1 })
    // Bytes that can't be compressed.
    const data = Uint8Array.from({ length: 1 << 18 }, (_, i) => Math.imul(i + 1, 2654435761) >>> 24)
    for (let number = 0; number < 20; number++) {
      data[number] = 255 - number
      await store.call('data.append', { key, chunk: { part: 'values', number, data } })
    }
    await store.call('data.keep', { key, kept: { hash, shape, count: 7 } })
    const { bytes } = await store.call('data.get', { hash })
    await store.call('data.remove', { hash })
    expect((await keep(store)).isNew).toBe(true)
    await vi.waitUntil(() => isClear(file), { timeout: 10_000, interval: 50 })
    await store.close()
    const again = await open(file)
    expect((await again.call('info', {})).bytes).toBeLessThan(bytes / 2)
  })

  test('13.7 what is not kept is told', async () => {
    const store = await open()
    await expect(store.call('data.chunk', { hash, part: 'values', number: 0 })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('abababababab… is not kept here') as string,
    })
  })
})
