import type { EngineEvents } from '../contract/engine.ts'
import type { RunControl } from './control.ts'
import { Pacer } from './pacer.ts'
import { Recorder } from './recorder.ts'
import { snapshotSteps } from './snapshots.ts'
import type { Training } from './training.ts'

export type EngineEvent = {
  [Name in keyof EngineEvents]: { name: Name; payload: EngineEvents[Name] }
}[keyof EngineEvents]

/** Milliseconds between two flushes of metrics, each with the progress; a call, or a slow step, may come on top. */
const tellInterval = 100
/**
 * Milliseconds of steps before orders are looked for again; one call of the engine takes no longer if it can be had.
 * With the interval above it keeps news at five a second; shorter calls cost large steps the copying of their state.
 */
export const callMilliseconds = 100
/** The same at a pace: a call's steps come at once, and a slow run is to look even. */
const pacedMilliseconds = 15
/**
 * Seconds of training until the next checkpoint nobody asked for: what a kill can cost. A young run is kept sooner,
 * so that a kill costs at most half of what it has trained, and never more than five seconds.
 */
const checkpointInterval = (seconds: number) => Math.min(5, Math.max(1, seconds))

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Trains until the total number of steps, an order to stop, or a number that is not finite; yields what happens in the
 * order in which it happens. Orders are obeyed between two steps and change nothing that a step computes.
 */
export async function* train(training: Training, control: RunControl): AsyncGenerator<EngineEvent, void> {
  const recorder = new Recorder()
  const pacer = new Pacer()
  let frames = frameSteps(training, control.totalSteps)
  let framesFor = control.totalSteps
  let toldAt = performance.now()
  let checkpointAt = training.clock.seconds
  let turnAt = performance.now()
  let drawn = training.step

  function* flush(): Generator<EngineEvent> {
    const chunks = recorder.flush()
    if (chunks.length > 0) yield { name: 'metrics', payload: { chunks } }
  }
  const progress = (): EngineEvent => ({
    name: 'progress',
    payload: {
      step: training.step,
      stepsPerSecond: control.paused ? 0 : pacer.speed(training.step),
      paused: control.paused,
      trainingSeconds: training.clock.seconds,
    },
  })
  /** Steps of the next call: none of its steps but the last is one at which anything else is due. */
  const callLength = (): number => {
    const dueAt = frames.find((at) => at > training.step) ?? control.totalSteps
    const spread = control.pace === null ? Infinity : (control.pace * pacedMilliseconds) / 1000
    const most = Math.min(pacer.stepsIn(callMilliseconds), spread)
    return Math.min(
      dueAt - training.step,
      control.totalSteps - training.step,
      control.stepsLeft,
      Math.max(1, Math.floor(most)),
    )
  }
  function* checkpoint(): Generator<EngineEvent> {
    yield* flush()
    checkpointAt = training.clock.seconds
    yield { name: 'checkpoint', payload: { checkpoint: training.checkpoint() } }
    control.checkpointDone()
  }
  async function* snapshot(): AsyncGenerator<EngineEvent> {
    recorder.add(training.step, await training.measure(isThorough(frames, training.step)))
    yield* picture()
  }
  async function* picture(): AsyncGenerator<EngineEvent> {
    drawn = training.step
    yield* flush()
    yield { name: 'frame', payload: { frame: await training.frame() } }
  }
  function* end(name: 'finished' | 'stopped'): Generator<EngineEvent> {
    yield* checkpoint()
    yield progress()
    yield { name, payload: { step: training.step } }
  }

  yield { name: 'scene', payload: { scene: training.scene } }
  // One that goes on from step 0 has told of it before.
  if (!training.resumed) {
    yield* snapshot()
    yield* checkpoint()
  }
  if (!control.paused) yield progress()

  while (!control.abandoned) {
    if (control.checkpointAsked) yield* checkpoint()
    if (control.stopping) return yield* end('stopped')
    if (training.step >= control.totalSteps) return yield* end('finished')
    if (framesFor !== control.totalSteps) {
      framesFor = control.totalSteps
      frames = frameSteps(training, framesFor)
    }
    if (control.paused) {
      training.clock.pause()
      // Whoever stops to look, or goes on step by step, sees this step, whether or not a frame is due at it.
      if (drawn !== training.step) yield* picture()
      yield* flush()
      yield progress()
      while (control.paused && !control.checkpointAsked && !control.stopping && !control.abandoned) await control.wait()
      pacer.reset()
      if (!control.paused) yield progress()
      continue
    }
    training.clock.run()

    const now = performance.now()
    if (now - toldAt >= tellInterval) {
      toldAt = now
      yield* flush()
      yield progress()
    }
    const wait = pacer.wait(control.pace)
    if (wait > 0) {
      await control.wait(Math.min(Math.ceil(wait), tellInterval))
      turnAt = performance.now()
      continue
    }
    if (now - turnAt >= callMilliseconds) {
      await nextTurn()
      turnAt = performance.now()
      continue
    }

    const count = callLength()
    const first = training.step + 1
    const calledAt = performance.now()
    const steps = await training.advance(count)
    pacer.stepsDone(steps.length, performance.now() - calledAt, control.pace)
    control.stepsDone(steps.length)
    for (const [index, metrics] of steps.entries()) recorder.add(first + index, metrics)
    const last = steps.at(-1)!
    const broken = Object.keys(last).find((name) => !Number.isFinite(last[name]))
    if (broken !== undefined) {
      yield* flush()
      yield progress()
      yield { name: 'diverged', payload: { step: training.step, series: broken } }
      return
    }
    if (frames.includes(training.step)) yield* snapshot()
    if (training.clock.seconds - checkpointAt >= checkpointInterval(checkpointAt)) yield* checkpoint()
  }
}

/** The run's own steps at which a frame is due, in order, the one at which it began included. */
function frameSteps({ recipe, frameBytes, origin }: Training, totalSteps: number): number[] {
  return snapshotSteps(totalSteps - origin, recipe.schedule.snapshots, frameBytes).map((at) => origin + at)
}

/** Frames from one to the next with which the measures are taken that cost the most. */
const everyThorough = 8

/** Whether those are taken at a step: with the first frame, every few after it, and the last one. */
function isThorough(frames: readonly number[], step: number): boolean {
  const index = frames.indexOf(step)
  return index % everyThorough === 0 || index === frames.length - 1
}
