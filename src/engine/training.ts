import type { BackendId, Checkpoint, DataBytes } from '../contract/engine.ts'
import type { Frame, Scene } from '../contract/picture.ts'
import { stepsPerEpoch } from '../contract/recipe/facts.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { initialState, nameTensors, readTensors, trainingStateOf, type TrainingState } from './checkpoints.ts'
import { TrainingClock } from './clock.ts'
import type { CompiledModels } from './compile/models.ts'
import { sharedModels } from './compile/sharedModels.ts'
import { DataCursor } from './cursor.ts'
import { makeDataset, projected, type Dataset } from './datasets/index.ts'
import type { Values } from './executors/executor.ts'
import { makeExecutor, type Executor } from './executors/index.ts'
import type { Family, Pictures } from './families/family.ts'
import { makeFamily } from './families/index.ts'
import { InputSource } from './inputs.ts'
import { RandomStream } from './random/stream.ts'

/** Which engine computes a run, and what it goes on from. */
export interface TrainingOptions {
  backend: BackendId
  /** Null for as many as are fastest just now; 1 unless given. */
  threads?: number | null
  bytes?: DataBytes
  checkpoint?: Checkpoint
  /** What is compiled for the recipe's shape already; what this process has compiled for it unless given. */
  models?: CompiledModels
}

function allFinite(series: Readonly<Record<string, number>>): boolean {
  for (const name in series) if (!Number.isFinite(series[name])) return false
  return true
}

/** One run between two steps: its state, its random streams, its place in the data. Not a loop: see train.ts. */
export class Training {
  readonly recipe: Recipe
  readonly executor: Executor
  readonly scene: Scene
  readonly clock: TrainingClock
  /** Steps done. */
  step: number
  /** Whether it goes on from a checkpoint, be it that of step 0. */
  readonly resumed: boolean
  /** Step at which the run began: not 0 where it went on from another. */
  readonly origin: number
  /** Milliseconds spent on drawing batches and noise. */
  drawing = 0
  #family: Family
  #inputs: InputSource
  #metrics: RandomStream
  #cursor: DataCursor
  #clocks: TrainingState['clocks']
  #epoch: { right: number; judged: number }
  /** What the clock showed when the epoch began. */
  #epochStart: number
  #dataset: Dataset
  #made: Pictures | undefined

  private constructor(recipe: Recipe, family: Family, executor: Executor, { bytes, checkpoint }: TrainingOptions) {
    const { seed, schedule } = recipe
    const { program } = executor
    this.recipe = recipe
    this.executor = executor
    this.#family = family
    const saved = checkpoint && trainingStateOf(checkpoint)
    executor.load(checkpoint ? readTensors(checkpoint, program.state) : initialState(family.initial(), program.state))
    this.step = checkpoint?.step ?? 0
    this.resumed = checkpoint !== undefined
    this.origin = saved?.origin ?? 0
    this.#clocks = saved?.clocks ?? {}
    const dataset = makeDataset(recipe.data, seed, bytes)
    const scene = dataset.scene()
    this.scene = family.scene?.(scene) ?? scene
    this.#dataset = dataset
    this.#metrics = new RandomStream(seed, 'metrics', saved?.streams['metrics'])
    const batches = program.inputs.filter(({ source }) => source.kind === 'examples').length
    const shuffle = new RandomStream(seed, 'shuffle')
    const perEpoch = stepsPerEpoch(recipe) * batches
    this.#cursor = new DataCursor(recipe.data.points, schedule.batch, perEpoch, shuffle, saved?.cursor)
    this.#inputs = new InputSource(seed, program.inputs, dataset, this.#cursor, saved?.streams, this.#clocks)
    const { right, judged, seconds } = saved?.epoch ?? { right: 0, judged: 0, seconds: 0 }
    this.#epoch = { right, judged }
    this.clock = new TrainingClock(saved?.seconds ?? 0)
    this.#epochStart = this.clock.seconds - seconds
  }

  /**
   * Begins a run, or goes on from a checkpoint. Throws bad-input when the checkpoint doesn't fit the recipe,
   * unavailable when the engine can't be had.
   */
  static async start(recipe: Recipe, options: TrainingOptions): Promise<Training> {
    const family = makeFamily(recipe)
    const executor = await makeExecutor(
      options.backend,
      options.threads === undefined ? 1 : options.threads,
      family.program,
      options.models ?? sharedModels(recipe),
    )
    try {
      return new Training(recipe, family, executor, options)
    } catch (error) {
      executor.dispose()
      throw error
    }
  }

  /**
   * Trains `count` steps and returns the metrics of each by series name. Ends early at a step with a number that is
   * not finite, whose metrics come last; the state is of no use after it.
   */
  async advance(count = 1): Promise<Record<string, number>[]> {
    return (await this.observe(count)).steps
  }

  /** Trains like `advance`, and tells what the steps read: inputs by name, [count, …shape] each, good until the next step. */
  async observe(count: number): Promise<{ inputs: Values; steps: Record<string, number>[] }> {
    const began = this.clock.seconds
    const drawnAt = performance.now()
    const { values, epochEnds } = this.#inputs.draw(this.step, count)
    this.drawing += performance.now() - drawnAt
    const metrics = await this.executor.run(count, values)
    const each = (this.clock.seconds - began) / count
    const steps: Record<string, number>[] = []
    for (let index = 0; index < count; index++) {
      const { series, tally } = this.#family.read(metrics, index)
      this.#epoch.right += tally?.right ?? 0
      this.#epoch.judged += tally?.judged ?? 0
      this.step++
      const finite = allFinite(series)
      if (epochEnds[index]!) Object.assign(series, this.#endEpoch(began + (index + 1) * each))
      steps.push(series)
      if (!finite) break
    }
    return { inputs: values, steps }
  }

  /** Made when the first is asked for: audits, timings and most lessons need none, and what they measure by takes long. */
  get #pictures(): Pictures {
    return (this.#made ??= this.#family.pictures(this.scene, this.#dataset))
  }

  /** Metrics that cost more than a step and are taken with the frames. */
  measure(thorough = true): Promise<Record<string, number>> {
    return this.#pictures.measure(this.executor, this.#metrics, thorough)
  }

  async frame(): Promise<Frame> {
    const picture = await this.#pictures.picture(this.executor)
    // Where examples of more than two numbers lie in pictures.
    const { plane } = this.#dataset
    const shown = <T>(examples: T) =>
      plane && examples instanceof Float32Array ? projected(examples, plane) : examples
    const { samples, reconstructions } = picture
    const back = reconstructions ? { reconstructions: shown(reconstructions) } : {}
    return { ...picture, step: this.step, samples: shown(samples), ...back }
  }

  /** Steps at which what counts its own steps began, where that is not 0. */
  get clocks(): Readonly<Record<string, number>> {
    return this.#clocks
  }

  get frameBytes(): number {
    return this.#pictures.bytes
  }

  checkpoint(): Checkpoint {
    const { seconds } = this.clock
    const state: TrainingState = {
      version: 1,
      streams: { ...this.#inputs.positions, metrics: this.#metrics.position },
      cursor: this.#cursor.state,
      epoch: { ...this.#epoch, seconds: seconds - this.#epochStart },
      seconds,
      origin: this.origin,
      clocks: this.#clocks,
    }
    return { step: this.step, tensors: nameTensors(this.executor.read(), this.executor.program.state), state }
  }

  /** Frees everything. */
  dispose(): void {
    this.executor.dispose()
  }

  #endEpoch(seconds: number): Record<string, number> {
    const { right, judged } = this.#epoch
    const ended = {
      ...(judged > 0 ? { 'epoch.accuracy': right / judged } : {}),
      'epoch.seconds': seconds - this.#epochStart,
    }
    this.#epoch = { right: 0, judged: 0 }
    this.#epochStart = seconds
    return ended
  }
}
