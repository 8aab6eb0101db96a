import * as tf from '@tensorflow/tfjs-core'
import type { Checkpoint, DataBytes } from '../../contract/engine.ts'
import type { Frame, Scene } from '../../contract/picture.ts'
import { dataWidth, stepsPerEpoch } from '../../contract/recipe/facts.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { TrainingClock } from '../clock.ts'
import { nameTensors, readTensors, trainingStateOf, type TrainingState } from '../checkpoints.ts'
import { DataCursor } from '../cursor.ts'
import { makeDataset, type Dataset } from '../datasets/index.ts'
import { countRight } from '../metrics/accuracy.ts'
import { initialParameters } from '../networks/dense.ts'
import type { Optimizer } from '../optimizers/index.ts'
import { RandomStream } from '../random/stream.ts'
import { makeGan, type Gan, type GanInputs, type GanMetrics } from './gan.ts'
import { sizeOf } from '../stateTensor.ts'
import { GanPictures } from './ganPictures.ts'
import { drawLatents } from './latents.ts'

/** Starting tensors in the layout's order: drawn weights, biases of 0, optimiser tensors of 0. */
function initialState(recipe: Recipe, gan: Gan): Float32Array[] {
  const roles = ['generator', 'discriminator'] as const
  const drawn = roles.flatMap((role) => {
    const stream = new RandomStream(recipe.seed, `init.${role}`)
    return initialParameters(gan.networks[role], recipe.initialization, stream)
  })
  return gan.layout.map(({ shape }, index) => drawn[index]?.values ?? new Float32Array(sizeOf(shape)))
}

const scalarMetrics = 4

/** All of a step's metrics in one tensor, because each read of a backend's memory costs as much as a small kernel. */
function concatenate(metrics: GanMetrics): tf.Tensor1D {
  const { discriminatorLoss, generatorLoss, discriminatorSquares, generatorSquares, judgements } = metrics
  const scalars = [discriminatorLoss, generatorLoss, discriminatorSquares, generatorSquares]
  return tf.concat1d([
    ...scalars.map((scalar) => tf.reshape(scalar, [1])),
    tf.reshape(judgements, [-1]),
  ] as tf.Tensor1D[])
}

const rates = (optimizer: Optimizer, update: number) => optimizer.inputs(update).map((value) => tf.scalar(value))

/** One run of a GAN between two steps: its tensors, its random streams, its place in the data. Not a loop: see train.ts. */
export class GanTraining {
  readonly recipe: Recipe
  readonly gan: Gan
  readonly scene: Scene
  /** Generator steps done. */
  step: number
  #dataset: Dataset
  #state: tf.Tensor[]
  #latent: RandomStream
  #metrics: RandomStream
  #cursor: DataCursor
  #epoch: { right: number; judged: number }
  /** What the clock showed when the epoch began. */
  #epochStart: number
  readonly clock: TrainingClock
  #pictures: GanPictures

  /** Begins a run, or goes on from a checkpoint. Throws bad-input when the checkpoint doesn't fit the recipe. */
  constructor(recipe: Recipe, bytes?: DataBytes, checkpoint?: Checkpoint) {
    const { seed, schedule } = recipe
    this.recipe = recipe
    this.gan = makeGan(recipe)
    const saved = checkpoint && trainingStateOf(checkpoint)
    const values = checkpoint ? readTensors(checkpoint, this.gan.layout) : initialState(recipe, this.gan)
    this.step = checkpoint?.step ?? 0
    this.#dataset = makeDataset(recipe.data, seed, bytes)
    this.scene = this.#dataset.scene()
    this.#latent = new RandomStream(seed, 'latent', saved?.streams.latent)
    this.#metrics = new RandomStream(seed, 'metrics', saved?.streams.metrics)
    const batches = stepsPerEpoch(recipe) * schedule.discriminatorSteps
    const shuffle = new RandomStream(seed, 'shuffle')
    this.#cursor = new DataCursor(recipe.data.points, schedule.batch, batches, shuffle, saved?.cursor)
    const { right, judged, seconds } = saved?.epoch ?? { right: 0, judged: 0, seconds: 0 }
    this.#epoch = { right, judged }
    this.clock = new TrainingClock(saved?.seconds ?? 0)
    this.#epochStart = this.clock.seconds - seconds
    this.#pictures = new GanPictures(recipe, this.gan, this.scene)
    this.#state = this.gan.layout.map(({ shape }, index) => tf.tensor(values[index]!, shape, 'float32'))
  }

  /** Trains one step and returns its metrics by series name. */
  advance(): Record<string, number> {
    let judgements: tf.Tensor | undefined
    const { state, read } = tf.tidy(() => {
      const [next, metrics] = this.gan.step(this.#state, this.#inputs())
      judgements = metrics.judgements
      return { state: next, read: concatenate(metrics) }
    })
    const values = read.dataSync<'float32'>()
    tf.dispose([judgements!, read, ...this.#state])
    this.#state = state
    this.step++
    return this.#measured(values)
  }

  /** Metrics that cost more than a step and are taken with the frames. */
  measure(): Record<string, number> {
    return this.#pictures.measure(this.#state, this.#metrics)
  }

  frame(): Frame {
    return { step: this.step, ...this.#pictures.picture(this.#state) }
  }

  get frameBytes(): number {
    return this.#pictures.bytes
  }

  checkpoint(): Checkpoint {
    const { seconds } = this.clock
    const state: TrainingState = {
      version: 1,
      streams: { latent: this.#latent.position, metrics: this.#metrics.position },
      cursor: this.#cursor.state,
      epoch: { ...this.#epoch, seconds: seconds - this.#epochStart },
      seconds,
    }
    const values = this.#state.map((tensor) => tensor.dataSync<'float32'>())
    return { step: this.step, tensors: nameTensors(values, this.gan.layout), state }
  }

  /** Frees every tensor. */
  dispose(): void {
    tf.dispose(this.#state)
    this.#pictures.dispose()
  }

  /** The step's numbers that are not state. Called inside a tidy. */
  #inputs(): GanInputs {
    const { batch, discriminatorSteps, fakeBatch } = this.recipe.schedule
    const width = dataWidth(this.recipe.data)
    const latents = () =>
      tf.tensor2d(drawLatents(this.recipe.latent, batch, this.#latent), [batch, this.recipe.latent.size])
    const discriminator = Array.from({ length: discriminatorSteps }, (_, index) => {
      const real = new Float32Array(batch * width)
      this.#dataset.batch(this.#cursor.next(), real)
      const update = this.step * discriminatorSteps + index + 1
      return {
        real: tf.tensor2d(real, [batch, width]),
        latent: latents(),
        rates: rates(this.gan.optimizers.discriminator, update),
      }
    })
    const latent = fakeBatch === 'same' ? discriminator.at(-1)!.latent : latents()
    return { discriminator, generator: { latent, rates: rates(this.gan.optimizers.generator, this.step + 1) } }
  }

  #measured(values: Float32Array): Record<string, number> {
    const { batch } = this.recipe.schedule
    const [lossD, lossG, squaresD, squaresG] = values as unknown as [number, number, number, number]
    const judgements = values.subarray(scalarMetrics)
    const right = countRight(this.recipe.loss.kind, judgements.subarray(0, batch), judgements.subarray(batch))
    this.#epoch.right += right.real + right.fake
    this.#epoch.judged += 2 * batch
    return {
      'loss.discriminator': lossD,
      'loss.generator': lossG,
      // Minimax and non-saturating: D's loss is the game's value with its sign changed; for the rest by definition.
      value: 0 - lossD,
      'accuracy.real': right.real / batch,
      'accuracy.fake': right.fake / batch,
      accuracy: (right.real + right.fake) / (2 * batch),
      'gradient.generator': Math.sqrt(squaresG),
      'gradient.discriminator': Math.sqrt(squaresD),
      ...(this.#cursor.epochEnded ? this.#endEpoch() : {}),
    }
  }

  #endEpoch(): Record<string, number> {
    const { right, judged } = this.#epoch
    const { seconds } = this.clock
    const ended = { 'epoch.accuracy': right / judged, 'epoch.seconds': seconds - this.#epochStart }
    this.#epoch = { right: 0, judged: 0 }
    this.#epochStart = seconds
    return ended
  }
}
