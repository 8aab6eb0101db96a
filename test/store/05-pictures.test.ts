import { describe, expect, test } from 'vitest'
import type { Frame, Scene } from '../../src/contract/picture.ts'
import { openDatabase } from '../../src/store/database.ts'
import { newRun, open, openWithRun, ringRecipe, temporaryFile } from './library.ts'

const frame = (step: number): Frame => ({
  step,
  samples: Float32Array.from({ length: 2000 }, (_, index) => Math.sin(index * (step + 1))),
  field: {
    size: 48,
    values: Uint8Array.from({ length: 48 * 48 }, (_, index) => index % 251),
    low: -Infinity,
    high: 1,
    middle: NaN,
    probability: false,
  },
})

describe('7 Pictures', () => {
  test('7.1 a scene comes back as it was, points or images; a second one takes its place', async () => {
    const store = await openWithRun()
    const points: Scene = {
      kind: 'points',
      extent: [-3, 3, -2, 2],
      real: Float32Array.of(1, 2, 3, 4),
      modes: Float32Array.of(0, 1),
      sd: 0.12,
    }
    const images: Scene = {
      kind: 'images',
      real: Uint8Array.from({ length: 784 }, (_, index) => index % 256),
      width: 28,
      height: 28,
    }
    await store.call('scene.put', { id: 'a', scene: images })
    await store.call('scene.put', { id: 'a', scene: points })
    expect((await store.call('run.get', { id: 'a' })).scene).toEqual(points)
    await store.call('scene.put', { id: 'a', scene: images })
    expect((await store.call('run.get', { id: 'a' })).scene).toEqual(images)
  })

  test('7.2 the frame of a step is the one stored there, or the last before it, or the first', async () => {
    const store = await openWithRun()
    await expect(store.call('frame.get', { id: 'a', step: 0 })).rejects.toThrow(/“Run a” has no frames yet/)
    for (const step of [4, 10, 25]) await store.call('frame.put', { id: 'a', frame: frame(step) })
    const asked = [0, 4, 9.5, 10, 24, 25, 1e9]
    const got = await Promise.all(asked.map((step) => store.call('frame.get', { id: 'a', step })))
    expect(got).toEqual([4, 4, 4, 10, 10, 25, 25].map(frame))
    expect((await store.call('run.get', { id: 'a' })).frames).toEqual(Float64Array.of(4, 10, 25))
  })

  test('7.3 a frame drawn again takes the place of the one before', async () => {
    const store = await openWithRun()
    await store.call('frame.put', { id: 'a', frame: frame(4) })
    const images: Frame = { step: 4, samples: Uint8Array.of(0, 128, 255) }
    await store.call('frame.put', { id: 'a', frame: images })
    expect(await store.call('frame.get', { id: 'a', step: 4 })).toEqual(images)
  })

  test('7.4 a damaged frame says so, and its neighbours still come', async () => {
    const file = temporaryFile()
    const store = await openWithRun(file)
    for (const step of [1, 2]) await store.call('frame.put', { id: 'a', frame: frame(step) })
    await store.close()
    const database = openDatabase(file)
    database.exec(`UPDATE frames SET data = CAST(x'ff' || substr(data, 2) AS BLOB) WHERE step = 2`)
    database.close()
    const again = await open(file)
    await expect(again.call('frame.get', { id: 'a', step: 2 })).rejects.toThrow(
      'the frame of “Run a” at step 2 is damaged on disk',
    )
    expect(await again.call('frame.get', { id: 'a', step: 1 })).toEqual(frame(1))
  })

  test('7.5 a run’s bytes are those of all that is stored of it', async () => {
    const file = temporaryFile()
    const store = await openWithRun(file)
    for (const step of [1, 2, 2, 1]) await store.call('frame.put', { id: 'a', frame: frame(step) })
    await store.call('scene.put', {
      id: 'a',
      scene: { kind: 'images', real: new Uint8Array(784), width: 28, height: 28 },
    })
    const steps = Float64Array.from({ length: 3000 }, (_, index) => index + 1)
    for (const part of [0, 700, 1400, 2300]) {
      const cut = steps.subarray(part, { 0: 700, 700: 1400, 1400: 2300 }[part] ?? 3000)
      await store.call('metrics.append', { id: 'a', chunks: [{ name: 'value', steps: cut, values: cut }] })
    }
    for (const step of [1, 2, 3]) {
      await store.call('checkpoint.put', {
        id: 'a',
        createdAt: 1,
        keep: 2,
        checkpoint: { step, tensors: [], state: { step } },
      })
    }
    await store.call('run.rewind', { id: 'a', step: 1 })
    await store.call('metrics.append', { id: 'a', chunks: [{ name: 'other', steps, values: steps }] })
    const { bytes } = (await store.call('run.get', { id: 'a' })).summary
    await store.close()
    const database = openDatabase(file)
    const count = (table: string) =>
      database.prepare(`SELECT coalesce(sum(length(data)), 0) FROM ${table}`).pluck().get() as number
    expect(bytes).toBe(
      ['scenes', 'frames', 'checkpoints', 'series_chunks'].reduce((sum, table) => sum + count(table), 0),
    )
    expect(bytes).toBeGreaterThan(24_000)
    database.close()
  })
  test('7.6 a run trained longer keeps to its recipe’s number of frames: the densest go, first and newest stay', async () => {
    const store = await open()
    const recipe = ringRecipe()
    await store.call('run.create', {
      run: newRun('a', { recipe: { ...recipe, schedule: { ...recipe.schedule, snapshots: 5 } } }),
    })
    for (const step of [0, 1, 2, 4, 8, 16, 32]) await store.call('frame.put', { id: 'a', frame: frame(step) })
    const { frames } = await store.call('run.get', { id: 'a' })
    expect(frames).toEqual(Float64Array.of(0, 4, 8, 16, 32))
    expect(await store.call('frame.get', { id: 'a', step: 2 })).toEqual(frame(0))
  })

  test('7.7 and to eight megabytes', async () => {
    const store = await openWithRun()
    const noise = Float32Array.from({ length: 750_000 }, (_, index) => Math.sin(index * index))
    for (const step of [0, 10, 20, 40]) await store.call('frame.put', { id: 'a', frame: { step, samples: noise } })
    const { frames, summary } = await store.call('run.get', { id: 'a' })
    expect(frames).toEqual(Float64Array.of(0, 20, 40))
    expect(summary.bytes).toBeLessThan(8_400_000)
  })
})
