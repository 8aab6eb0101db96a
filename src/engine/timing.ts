import { WorkbenchError } from '../contract/errors.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import type { FirstStep, TimedSteps } from '../contract/timing.ts'
import { Recorder } from './recorder.ts'
import { callMilliseconds } from './train.ts'
import { Training, type TrainingOptions } from './training.ts'

/** Trains a recipe to see how long its steps take: everything a step of a run is, but no pictures and checkpoints. */
export class Timing {
  #training: Training
  /** Milliseconds a step took in the last call of as many as a run does; of the first step before there was one. */
  #usual = Infinity

  private constructor(training: Training) {
    this.#training = training
  }

  /** Does the first step. Throws what `Training.start` throws. */
  static async begin(recipe: Recipe, options: TrainingOptions): Promise<{ timing: Timing; first: FirstStep }> {
    const began = performance.now()
    const training = await Training.start(recipe, options)
    const ready = performance.now()
    const timing = new Timing(training)
    training.clock.run()
    await timing.run(1, 0)
    const { compiling, record } = training.executor
    const { version, threads } = record
    const first = { version, threads, compiling, preparing: ready - began, firstStep: performance.now() - ready }
    return { timing, first }
  }

  /**
   * Trains for about so many seconds, one call at least; `stepsPerCall` null stands for as many steps as a run does a
   * call. Throws conflict when a number is not finite, because such steps may take another time.
   */
  async run(stepsPerCall: number | null, seconds: number): Promise<TimedSteps> {
    const recorder = new Recorder()
    const training = this.#training
    const drawn = training.drawing
    const began = performance.now()
    let steps = 0
    let count: number
    do {
      count = stepsPerCall ?? Math.max(1, Math.floor(callMilliseconds / this.#usual))
      const calledAt = performance.now()
      const told = await training.advance(count)
      for (const [index, series] of told.entries()) recorder.add(steps + index, series)
      if (!Object.values(told.at(-1)!).every(Number.isFinite)) {
        throw new WorkbenchError('conflict', `a number was not finite at step ${training.step}`)
      }
      steps += count
      if (stepsPerCall === null || this.#usual === Infinity) this.#usual = (performance.now() - calledAt) / count
    } while (performance.now() - began < seconds * 1000)
    recorder.flush()
    const took = performance.now() - began
    return {
      steps,
      stepsPerCall: count,
      took,
      drawing: training.drawing - drawn,
      residentBytes: process.resourceUsage().maxRSS * 1024,
    }
  }
}
