import { describe, expect, test } from 'vitest'
import type { Checkpoint } from '../../src/contract/engine.ts'
import { openDatabase } from '../../src/store/database.ts'
import { open, openWithRun, temporaryFile } from './library.ts'

const checkpoint = (step: number): Checkpoint => ({
  step,
  tensors: [
    { name: 'generator.0.weight', shape: [2, 3], values: Float32Array.of(step, -0, NaN, Infinity, 1e-45, 6) },
    { name: 'generator.0.bias', shape: [3], values: Float32Array.of(1, 2, 3) },
    { name: 'optimizer.step', shape: [], values: Float32Array.of(step) },
  ],
  state: { streams: { latent: 4_294_967_295, shuffle: step }, cursor: 12, epoch: { sum: 0.1 + 0.2, batches: 3 } },
})

const put = (step: number, keep = 3) => ({ id: 'a', checkpoint: checkpoint(step), createdAt: 100 + step, keep })

describe('8 Checkpoints', () => {
  test('8.1 come back bit for bit, the newest unless an earlier one is asked for', async () => {
    const store = await openWithRun()
    await expect(store.call('checkpoint.get', { id: 'a' })).rejects.toThrow(/“Run a” has no checkpoint to go on from/)
    for (const step of [10, 20, 30]) await store.call('checkpoint.put', put(step))
    expect(await store.call('checkpoint.get', { id: 'a' })).toEqual(checkpoint(30))
    expect(await store.call('checkpoint.get', { id: 'a', step: 29 })).toEqual(checkpoint(20))
    expect(await store.call('checkpoint.get', { id: 'a', step: 10 })).toEqual(checkpoint(10))
    await expect(store.call('checkpoint.get', { id: 'a', step: 9 })).rejects.toMatchObject({
      code: 'not-found',
      message: /at or before step 9/,
    })
  })

  test('8.2 only the newest stay', async () => {
    const store = await openWithRun()
    for (const step of [10, 20, 30, 40]) await store.call('checkpoint.put', put(step, 2))
    const { checkpoints, summary } = await store.call('run.get', { id: 'a' })
    expect(checkpoints.map(({ step, createdAt }) => [step, createdAt])).toEqual([[30, 130], [40, 140]]) // prettier-ignore
    expect(summary.checkpointStep).toBe(40)
    expect(summary.bytes).toBe(checkpoints.reduce((sum, { bytes }) => sum + bytes, 0))
  })

  test('8.3 one at the same step takes the place of the one before', async () => {
    const store = await openWithRun()
    await store.call('checkpoint.put', put(10))
    await store.call('checkpoint.put', { ...put(10), createdAt: 999 })
    expect((await store.call('run.get', { id: 'a' })).checkpoints).toMatchObject([{ step: 10, createdAt: 999 }])
  })

  test('8.4 a damaged one is passed over for the one before; with none left, the error says why', async () => {
    const file = temporaryFile()
    const store = await openWithRun(file)
    for (const step of [10, 20, 30]) await store.call('checkpoint.put', put(step))
    await store.close()
    const damage = (steps: string) => {
      const database = openDatabase(file)
      database.exec(
        `UPDATE checkpoints SET data = CAST(substr(data, 1, length(data) - 4) || x'00000001' AS BLOB) WHERE step IN (${steps})`,
      )
      database.close()
    }
    damage('30')
    const second = await open(file)
    expect(await second.call('checkpoint.get', { id: 'a' })).toEqual(checkpoint(20))
    await second.close()
    damage('10, 20')
    const third = await open(file)
    await expect(third.call('checkpoint.get', { id: 'a' })).rejects.toThrow(/all 3 did not pass the checksum/)
  })

  test('8.5 a state that JSON can’t hold is refused, not bent', async () => {
    const store = await openWithRun()
    for (const odd of [NaN, Infinity, new Float32Array(1), 10n]) {
      const bad = { ...put(10), checkpoint: { step: 10, tensors: [], state: { sums: { odd } } } }
      await expect(store.call('checkpoint.put', bad)).rejects.toThrow(/“odd” of the checkpoint’s state can’t be kept/)
    }
    expect((await store.call('run.get', { id: 'a' })).checkpoints).toEqual([])
  })
})
