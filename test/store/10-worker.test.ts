import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { storeHandlers } from '../../src/store/handlers.ts'
import { openStore } from '../../src/store/index.ts'
import { everything, newRun, open, openWithRun, points, temporaryFile } from './library.ts'

describe('12 The worker', () => {
  test('12.1 answers in order, and closing waits for all that was asked before', async () => {
    const file = temporaryFile()
    const store = await openWithRun(file)
    const answers = Array.from({ length: 50 }, (_, index) =>
      store.call('metrics.append', { id: 'a', chunks: [points('value', index * 10, index * 10 + 9, Math.sin)] }),
    )
    await Promise.all([store.close(), ...answers])
    await expect(store.call('info', {})).rejects.toMatchObject({ code: 'unavailable' })
    const again = await open(file)
    expect((await again.call('series.read', { id: 'a', ...everything }))[0]!.total).toBe(500)
  })

  test('12.2 leaves the thread that asks free', async () => {
    const store = await openWithRun()
    const long = points('value', 1, 1_000_000, Math.sin)
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await store.call('metrics.append', { id: 'a', chunks: [long] })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })

  test('12.3 that can’t be loaded is an error of ours, said as such', async () => {
    const worker = new URL('./noSuchWorker.ts', import.meta.url)
    await expect(openStore({ file: temporaryFile(), worker })).rejects.toMatchObject({
      code: 'internal',
      message: /The store’s worker ended/,
    })
  })

  test('12.4 waits for the disk where a power cut would lose what can’t be computed again', () => {
    const database = openDatabase(temporaryFile())
    const handlers = storeHandlers(database, () => undefined)
    const waits = () => database.pragma('synchronous', { simple: true }) === 2
    handlers['run.create']({ run: newRun('a') })
    expect(waits()).toBe(true)
    handlers['metrics.append']({ id: 'a', chunks: [points('value', 1, 2, Math.sin)] })
    expect(waits()).toBe(false)
    handlers['checkpoint.put']({ id: 'a', createdAt: 1, keep: 3, checkpoint: { step: 1, tensors: [], state: null } })
    expect(waits()).toBe(true)
    handlers['frame.put']({ id: 'a', frame: { step: 1, samples: new Float32Array(2) } })
    expect(waits()).toBe(false)
    handlers['run.update']({ id: 'a', patch: { name: 'Named' } })
    expect(waits()).toBe(true)
    database.close()
  })

  test('12.5 lists ten thousand runs by an index, without looking at what they hold', () => {
    const database = openDatabase(temporaryFile())
    const plan = database
      .prepare('EXPLAIN QUERY PLAN SELECT * FROM runs WHERE trashed_at IS NULL ORDER BY created_at DESC, key DESC')
      .all()
    expect(plan).toMatchObject([{ detail: 'SCAN runs USING INDEX runs_kept' }, {}])
    const handlers = storeHandlers(database, () => undefined)
    const insert = database.prepare(
      'INSERT INTO runs (id, name, created_at, total_steps, shell, recipe) VALUES (?, ?, ?, 1, ?, ?)',
    )
    const recipe = JSON.stringify(newRun('a').recipe)
    database.transaction(() => {
      for (let index = 0; index < 10_000; index++) insert.run(`run${index}`, 'Run', index, 'serve', recipe)
    })()
    const begin = performance.now()
    const runs = handlers['run.list']({ trashed: false }) as { id: string }[]
    expect([runs.length, runs[0]!.id]).toEqual([10_000, 'run9999'])
    // Some 0.1 s alone; generous, because other tests share the machine.
    expect(performance.now() - begin).toBeLessThan(2000)
    database.close()
  })
})
