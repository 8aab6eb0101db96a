import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { everything, newRun, open, openWithRun, points, temporaryFile } from './library.ts'

describe('5 Series', () => {
  test('5.1 come back bit for bit, however they were cut up on the way in', async () => {
    const store = await openWithRun()
    const whole = points('loss.generator', 1, 5000, (step) => Math.sin(step) / 3)
    for (let from = 0, size = 1; from < 5000; from += size, size = (size * 7) % 1999) {
      const [steps, values] = [whole.steps.slice(from, from + size), whole.values.slice(from, from + size)]
      await store.call('metrics.append', { id: 'a', chunks: [{ name: whole.name, steps, values }] })
    }
    const [view] = await store.call('series.read', { id: 'a', ...everything })
    expect(view).toEqual({ ...whole, total: 5000 })
  })

  test('5.2 keep NaN, infinities and −0 as they are, among the newest values too', async () => {
    const store = await openWithRun()
    const values = Float64Array.of(1, -0, Infinity, -Infinity, 5e-324, NaN)
    await store.call('metrics.append', {
      id: 'a',
      chunks: [{ name: 'value', steps: Float64Array.of(1, 2, 3, 4, 5, 6), values }],
    })
    await store.call('metrics.append', {
      id: 'a',
      chunks: [points('up', 6, 6, () => Infinity), points('down', 6, 6, () => -Infinity)],
    })
    const views = await store.call('series.read', { id: 'a', names: ['value'], ...everything })
    expect(views[0]!.values).toEqual(values)
    expect(Object.is(views[0]!.values[1], -0)).toBe(true)
    const [run] = await store.call('run.list', { trashed: false })
    expect(run!.latest).toEqual({ value: NaN, up: Infinity, down: -Infinity })
  })

  test('5.3 may have steps of any spacing', async () => {
    const store = await openWithRun()
    const steps = Float64Array.from({ length: 3000 }, (_, index) => index * index + 1)
    await store.call('metrics.append', {
      id: 'a',
      chunks: [
        { name: 'modes', steps, values: steps.map(Math.sqrt) },
        points('epoch.seconds', 250, 2500, Math.log, 250),
      ],
    })
    const [epochs, modes] = await store.call('series.read', { id: 'a', ...everything })
    expect(modes!.steps).toEqual(steps)
    expect(epochs).toEqual({ ...points('epoch.seconds', 250, 2500, Math.log, 250), total: 10 })
  })

  test('5.4 only go forward: what goes back, overlaps or has no step is refused, and the whole call with it', async () => {
    const store = await openWithRun()
    await store.call('metrics.append', { id: 'a', chunks: [points('value', 1, 10, Math.sin)] })
    const before = await store.call('run.get', { id: 'a' })
    const refused: [number[], number[], RegExp][] = [
      [[10], [1], /“value”: step 10 comes after step 10/],
      [[4, 5], [1, 2], /step 4 comes after step 10/],
      [[11, 11], [1, 2], /step 11 comes after step 11/],
      [[12, 11], [1, 2], /step 11 comes after step 12/],
      [[11, NaN], [1, 2], /NaN is not a step/],
      [[11, 12], [1], /2 steps for 1 values/],
    ]
    for (const [steps, values, words] of refused) {
      const chunks = [
        points('other', 1, 5, Math.sin),
        { name: 'value', steps: Float64Array.from(steps), values: Float64Array.from(values) },
      ]
      await expect(store.call('metrics.append', { id: 'a', chunks })).rejects.toThrow(words)
    }
    expect(await store.call('run.get', { id: 'a' })).toEqual(before)
  })

  test('5.5 tell the run’s row how far it is and what the newest values are', async () => {
    const store = await openWithRun()
    await store.call('metrics.append', {
      id: 'a',
      chunks: [points('value', 1, 7, (step) => step / 2), points('modes', 5, 5, () => 8)],
    })
    await store.call('metrics.append', { id: 'a', chunks: [points('value', 8, 9, (step) => step / 2)] })
    const { summary, series } = await store.call('run.get', { id: 'a' })
    expect(summary).toMatchObject({ step: 9, latest: { value: 4.5, modes: 8 } })
    expect(series).toEqual(['modes', 'value'])
  })

  test('5.6 can be read by name and from a step on', async () => {
    const store = await openWithRun()
    await store.call('metrics.append', {
      id: 'a',
      chunks: ['x', 'y', 'z'].map((name) => points(name, 2, 6000, Math.cos, 2)),
    })
    const views = await store.call('series.read', { id: 'a', names: ['z', 'x', 'none'], from: 4095, maxPoints: 5000 })
    expect(views.map((view) => view.name)).toEqual(['x', 'z'])
    expect(views[0]).toEqual({ ...points('x', 4096, 6000, Math.cos, 2), total: 3000 })
    const [beyond] = await store.call('series.read', { id: 'a', names: ['x'], from: 6001, maxPoints: 10 })
    expect(beyond).toEqual({ name: 'x', steps: new Float64Array(0), values: new Float64Array(0), total: 3000 })
  })

  test('5.7 of many runs come as short lines', async () => {
    const store = await openWithRun()
    await store.call('run.create', { run: newRun('b') })
    await store.call('run.create', { run: newRun('c') })
    await store.call('metrics.append', { id: 'a', chunks: [points('value', 1, 4800, (step) => step)] })
    await store.call('metrics.append', { id: 'b', chunks: [points('value', 1, 3, (step) => step)] })
    const lines = await store.call('series.sparklines', { ids: ['a', 'b', 'c', 'gone'], name: 'value', points: 48 })
    expect(lines['b']).toEqual(Float32Array.of(1, 2, 3))
    expect(lines['c']).toEqual(new Float32Array(0))
    expect(Object.keys(lines)).toEqual(['a', 'b', 'c'])
    expect(lines['a']!.length).toBeGreaterThan(16)
    expect(lines['a']!.length).toBeLessThanOrEqual(48)
  })

  test('5.8 with a bit that has flipped on disk say so, and the others still read', async () => {
    const file = temporaryFile()
    const store = await openWithRun(file)
    await store.call('metrics.append', {
      id: 'a',
      chunks: [points('good', 1, 9, Math.sin), points('hurt', 1, 9, Math.sin)],
    })
    await store.close()
    const database = openDatabase(file)
    database.exec(
      `UPDATE series_chunks SET data = zeroblob(72) WHERE series = (SELECT key FROM series WHERE name = 'hurt')`,
    )
    database.close()
    const again = await open(file)
    await expect(again.call('series.read', { id: 'a', ...everything })).rejects.toThrow(
      /“hurt” from step 1 on is damaged on disk/,
    )
    expect((await again.call('series.read', { id: 'a', names: ['good'], ...everything }))[0]!.total).toBe(9)
  })
})
