import { describe, expect, test } from 'vitest'
import type { SeriesChunk } from '../../src/contract/engine.ts'
import type { StoreClient } from '../../src/store/index.ts'
import { openDatabase } from '../../src/store/database.ts'
import { everything, openWithRun, points, temporaryFile } from './library.ts'

const curve = (from: number, to: number): SeriesChunk[] => [
  points('value', from, to, (step) => Math.sin(step * step)),
  ...(to >= 2000 ? [points('late', Math.max(from, 2000), to, Math.cos, 7)] : []),
]

async function train(store: StoreClient, from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += 333) {
    await store.call('metrics.append', {
      id: 'a',
      chunks: [points('value', at, Math.min(at + 332, to), (step) => Math.sin(step * step))],
    })
  }
}

describe('9 Going back', () => {
  test('9.1 drops what came after, keeps what came before, and lists know', async () => {
    const store = await openWithRun()
    await store.call('metrics.append', { id: 'a', chunks: curve(1, 5000) })
    for (const step of [0, 100, 1500, 1501, 4000]) {
      await store.call('frame.put', { id: 'a', frame: { step, samples: Float32Array.of(step, step) } })
      await store.call('checkpoint.put', {
        id: 'a',
        createdAt: step,
        keep: 9,
        checkpoint: { step, tensors: [], state: null },
      })
    }
    const summary = await store.call('run.rewind', { id: 'a', step: 1500 })
    expect(summary).toMatchObject({ step: 1500, checkpointStep: 1500, latest: { value: Math.sin(1500 * 1500) } })
    expect(Object.keys(summary.latest)).toEqual(['value'])
    const detail = await store.call('run.get', { id: 'a' })
    expect(detail.series).toEqual(['value'])
    expect(detail.frames).toEqual(Float64Array.of(0, 100, 1500))
    expect(detail.checkpoints.map((one) => one.step)).toEqual([0, 100, 1500])
    expect(await store.call('series.read', { id: 'a', ...everything })).toEqual([{ ...curve(1, 1500)[0], total: 1500 }])
  })

  test('9.2 and on again leaves no trace: every stored byte is that of a run never interrupted', async () => {
    const files = [temporaryFile(), temporaryFile()] as const
    const straight = await openWithRun(files[0])
    await train(straight, 1, 20_000)
    await straight.close()
    const wavering = await openWithRun(files[1])
    await train(wavering, 1, 9000)
    for (const step of [8191, 8192, 8193, 4096, 1024, 1023, 16, 15, 0]) {
      await wavering.call('run.rewind', { id: 'a', step })
      await train(wavering, step + 1, step + 5000)
    }
    await wavering.call('run.rewind', { id: 'a', step: 4321 })
    await train(wavering, 4322, 20_000)
    await wavering.close()
    const [one, other] = files.map((file) => {
      const database = openDatabase(file)
      const rows = database
        .prepare(
          'SELECT name, chunk.* FROM series_chunks AS chunk JOIN series ON series = key ORDER BY name, level, number',
        )
        .all()
      const run = database.prepare('SELECT step, latest, bytes FROM runs').all()
      database.close()
      return { rows, run }
    })
    expect(one!.rows.length).toBeGreaterThan(20)
    expect(other).toEqual(one)
  })

  test('9.3 to before the first point leaves an empty run', async () => {
    const store = await openWithRun()
    await store.call('metrics.append', { id: 'a', chunks: curve(1, 3000) })
    expect(await store.call('run.rewind', { id: 'a', step: 0 })).toMatchObject({
      step: 0,
      latest: {},
      bytes: 0,
      checkpointStep: null,
    })
  })
})
