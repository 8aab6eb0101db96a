import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { seriesFacts } from '../../src/contract/series.ts'
import { snapshotSteps } from '../../src/engine/snapshots.ts'
import { computedSeries, drive, framesOf, lastCheckpoint, payloads, seriesOf, timeless, until } from './drive.ts'
import { smallRecipe } from './recipes.ts'

const recipe = smallRecipe()

/** What of a checkpoint's state is read here. */
interface State {
  seconds: number
}

describe('a run from start to end', () => {
  test('tells its scene, every metric of every step, its frames and its last checkpoint', async () => {
    const engine = drive()
    expect(await engine.start(recipe)).toEqual({ id: 'cpu', version: '4.22.0', threads: 1 })
    expect(await engine.ended).toBe('finished')

    expect(engine.log[0]!.name).toBe('scene')
    expect(engine.log.at(-1)).toEqual({ name: 'finished', payload: { step: 30 } })
    expect(framesOf(engine).map(({ step }) => step)).toEqual(snapshotSteps(30, 8, 1))
    // A slow machine takes checkpoints by the clock between the two that are always there.
    const checkpoints = payloads(engine, 'checkpoint').map(({ checkpoint }) => checkpoint.step)
    expect([checkpoints[0], checkpoints.at(-1)]).toEqual([0, 30])

    const series = seriesOf(engine)
    // This run has no penalties, and no other family's series.
    const others =
      /^penalty\.|reconstruction|encoder|decoder|^loss\.(kl|total|density)|likelihood|entropy|^kl\.|^jsd|model/
    const known = seriesFacts.map(({ name }) => name).filter((name) => !others.test(name))
    // A network’s density is estimated, with the bandwidth that its data ask for.
    const estimates = ['jsd@0.06', 'kl.forward@0.06', 'kl.reverse@0.06']
    expect(Object.keys(series).sort()).toEqual([...known, ...estimates].toSorted())
    expect(series['jsd@0.06']!.map(([step]) => step)).toEqual([0, 30])
    const steps = Array.from({ length: 30 }, (_, index) => index + 1)
    for (const name of known.slice(0, 8)) expect(series[name]!.map(([step]) => step)).toEqual(steps)
    expect(series['modes']!.map(([step]) => step)).toEqual(snapshotSteps(30, 8, 1))
    expect(series['epoch.accuracy']!.map(([step]) => step)).toEqual([6, 12, 18, 24, 30])
  })

  test('tells the metrics of a step before its frame and its checkpoint', async () => {
    const engine = drive()
    await engine.start(recipe)
    await engine.ended
    let told = 0
    for (const { name, payload } of engine.log) {
      if (name === 'metrics')
        told = Math.max(
          told,
          ...(payload as { chunks: { steps: Float64Array }[] }).chunks.flatMap(({ steps }) => [...steps]),
        )
      if (name === 'frame') expect(told).toBe((payload as { frame: { step: number } }).frame.step)
      if (name === 'checkpoint') expect(told).toBe((payload as { checkpoint: { step: number } }).checkpoint.step)
    }
    expect(told).toBe(30)
  })

  test('takes a checkpoint every five seconds of training, a young run sooner: all that a kill can cost', async () => {
    // A clock by which every look at it takes 12 ms, and a step a few of them.
    let shown = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (shown += 12))
    onTestFinished(() => clock.mockRestore())
    const engine = drive()
    await engine.start(recipe, { totalSteps: 600 })
    await engine.ended
    const seconds = payloads(engine, 'checkpoint').map(({ checkpoint }) => (checkpoint.state as State).seconds)
    const late = seconds.slice(1).map((at, index) => at - seconds[index]! - Math.min(5, Math.max(1, seconds[index]!)))
    expect(late.length).toBeGreaterThan(5)
    // The last is that of the end, which comes when it comes.
    for (const by of late.slice(0, -1)) expect(by).toBeGreaterThanOrEqual(0)
    for (const by of late) expect(by).toBeLessThan(0.5)
  })

  test('the epoch’s accuracy is the mean of its steps', async () => {
    const engine = drive()
    await engine.start(recipe)
    await engine.ended
    const { accuracy, 'epoch.accuracy': epochs } = seriesOf(engine)
    const second = accuracy!.slice(6, 12).reduce((sum, [, value]) => sum + value, 0) / 6
    expect(epochs![1]![1]).toBeCloseTo(second, 12)
  })
})

describe('orders', () => {
  test('pausing, single steps and a pace change nothing that is computed', async () => {
    const plain = drive()
    await plain.start(recipe)
    await plain.ended

    const ordered = drive()
    await ordered.start(recipe, { paused: true, pace: 2000 })
    await until(ordered, 'progress', ({ paused }) => paused)
    expect(seriesOf(ordered)['accuracy']).toBeUndefined()
    await ordered.client.call('step', { count: 3 })
    await until(ordered, 'progress', ({ paused, step }) => paused && step === 3)
    await ordered.client.call('step', { count: 1 })
    await until(ordered, 'progress', ({ paused, step }) => paused && step === 4)
    await ordered.client.call('pace', { stepsPerSecond: 300 })
    await ordered.client.call('resume', {})
    await ordered.client.call('pause', {})
    await ordered.client.call('pace', { stepsPerSecond: null })
    await ordered.client.call('resume', {})
    await ordered.ended

    expect(computedSeries(ordered)).toEqual(computedSeries(plain))
    const due = framesOf(plain).map(({ step }) => step)
    expect(framesOf(ordered).filter(({ step }) => due.includes(step))).toEqual(framesOf(plain))
    expect(timeless(lastCheckpoint(ordered))).toEqual(timeless(lastCheckpoint(plain)))
  })

  test('the step at which a pause begins is drawn, once, whether or not a frame is due', async () => {
    const engine = drive()
    await engine.start(recipe, { paused: true })
    for (const step of [1, 2, 3, 4]) {
      await engine.client.call('step', { count: 1 })
      await until(engine, 'progress', (now) => now.paused && now.step === step)
    }
    expect(snapshotSteps(30, 8, 1)).not.toContain(4)
    expect(framesOf(engine).map(({ step }) => step)).toEqual([0, 1, 2, 3, 4])
    await engine.client.call('stop', {})
    await engine.ended
  })

  test('a pace is kept', async () => {
    const engine = drive()
    const began = performance.now()
    await engine.start(recipe, { pace: 50 })
    await engine.ended
    const seconds = (performance.now() - began) / 1000
    expect(seconds).toBeGreaterThan(0.5)
    expect(payloads(engine, 'progress').length).toBeGreaterThan(2)
  })

  test('a pause is obeyed at once and told, also at a slow pace', async () => {
    const engine = drive()
    await engine.start(recipe, { pace: 0.1 })
    await until(engine, 'progress', ({ paused }) => !paused)
    const asked = performance.now()
    await engine.client.call('pause', {})
    await until(engine, 'progress', ({ paused }) => paused)
    expect(performance.now() - asked).toBeLessThan(150)
    await engine.client.call('stop', {})
    expect(await engine.ended).toBe('stopped')
  })

  test('stop ends with a checkpoint', async () => {
    const engine = drive()
    await engine.start(smallRecipe({ schedule: { steps: 1_000_000, batch: 16 } }))
    await until(engine, 'progress', ({ step }) => step > 0)
    await engine.client.call('stop', {})
    expect(await engine.ended).toBe('stopped')
    const { step } = payloads(engine, 'stopped')[0]!
    expect(lastCheckpoint(engine).step).toBe(step)
    expect(seriesOf(engine)['value']!.at(-1)![0]).toBe(step)
  })

  test('a checkpoint is there when the order is answered, also in a pause', async () => {
    const engine = drive()
    await engine.start(recipe, { paused: true })
    await engine.client.call('step', { count: 5 })
    await until(engine, 'progress', ({ paused, step }) => paused && step === 5)
    await engine.client.call('checkpoint', {})
    expect(lastCheckpoint(engine).step).toBe(5)
    await engine.client.call('stop', {})
    await engine.ended
  })

  test('train longer: more steps, more frames', async () => {
    const engine = drive()
    await engine.start(recipe, { paused: true })
    await engine.client.call('extend', { totalSteps: 45 })
    await engine.client.call('resume', {})
    await engine.ended
    expect(payloads(engine, 'finished')[0]!.step).toBe(45)
    expect(framesOf(engine).at(-1)!.step).toBe(45)
  })

  test('one run at a time, and orders need one', async () => {
    const engine = drive()
    await expect(engine.client.call('pause', {})).rejects.toThrow('no run in training')
    await engine.start(recipe, { paused: true })
    await expect(engine.start(recipe)).rejects.toThrow('training a run already')
    await engine.client.call('step', { count: 8 })
    await until(engine, 'progress', ({ paused, step }) => paused && step === 8)
    await expect(engine.client.call('extend', { totalSteps: 7 })).rejects.toThrow('it can’t end at 7')
    await engine.client.call('stop', {})
    await engine.ended
  })
})

test('a loss that is not finite ends the run at its step, with its history', async () => {
  const engine = drive()
  const wild = { kind: 'sgd', learningRate: 100 }
  await engine.start(
    smallRecipe({
      loss: { kind: 'leastSquares' },
      optimizers: { generator: wild, discriminator: wild },
      generator: [{ dense: 2 }],
      discriminator: [{ dense: 4 }, { dense: 1 }],
      schedule: { steps: 500, batch: 16 },
    }),
  )
  expect(await engine.ended).toBe('diverged')
  const { step, series } = payloads(engine, 'diverged')[0]!
  const [lastStep, lastValue] = seriesOf(engine)[series]!.at(-1)!
  expect(lastStep).toBe(step)
  expect(Number.isFinite(lastValue)).toBe(false)
  expect(
    seriesOf(engine)
      [series]!.slice(0, -1)
      .every(([, value]) => Number.isFinite(value)),
  ).toBe(true)
  expect(lastCheckpoint(engine).step).toBeLessThan(step)
})
