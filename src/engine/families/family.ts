import type { NamedTensor } from '../../contract/engine.ts'
import type { Frame, Scene } from '../../contract/picture.ts'
import type { LatentRecipe, NetworkRecipe } from '../../contract/recipe/schema.ts'
import type { Executor, Values } from '../executors/executor.ts'
import type { Dataset } from '../datasets/dataset.ts'
import type { BuildProgram } from '../program.ts'
import type { RandomStream } from '../random/stream.ts'

/** What one step told, by series name. */
export interface StepSeries {
  series: Record<string, number>
  /** Judgements of this step and how many of them were right, added up over an epoch. */
  tally: { right: number; judged: number } | null
}

/** Examples made for a frame. */
export const bankSize = { points: 256, line: 256, images: 64 } as const

/** Numbers of one example of a scene. */
const widthOf = (scene: Scene): number =>
  scene.kind === 'images' ? scene.width * scene.height : scene.kind === 'line' ? 1 : 2

/** Bytes of a frame's samples. */
export const samplesBytes = (scene: Scene): number =>
  bankSize[scene.kind] * widthOf(scene) * (scene.kind === 'images' ? 1 : Float32Array.BYTES_PER_ELEMENT)

/** Images in −1 … 1 as bytes. */
export const samplesAsBytes = (samples: Float32Array): Uint8Array =>
  Uint8Array.from(samples, (value) => Math.round(Math.min(255, Math.max(0, (value + 1) * 127.5))))

/** Examples as a frame of the scene keeps them. */
export const asShown = (scene: Scene, samples: Float32Array): Float32Array | Uint8Array =>
  scene.kind === 'images' ? samplesAsBytes(samples) : samples

/** Draws the frames of one run and takes the measures that belong to them. */
export interface Pictures {
  /** Bytes of one frame. */
  readonly bytes: number
  picture(executor: Executor): Promise<Omit<Frame, 'step'>>
  /**
   * Measures that cost more than a step and are taken with the frames; those that cost the most only where it is
   * `thorough`.
   */
  measure(executor: Executor, stream: RandomStream, thorough: boolean): Promise<Record<string, number>>
}

/** A kind of model: what one step is, where it starts, what its numbers are called, how it is shown. */
export interface Family {
  readonly program: BuildProgram
  /**
   * The same program with each gradient of a step among its metrics, "grad/generator.0.weight" and so on: of a network
   * that is updated several times in a step, that of its last update.
   */
  readonly audited: BuildProgram
  /** Tensors that don't begin at 0, by the names they have in checkpoints. */
  initial(): NamedTensor[]
  /** Of a tensor that a run went on without so far, the one that it begins as; null where it begins as in a new run. */
  beginsAs?(name: string): string | null
  /** The series of one step: the one at `index` of those whose metrics these are, as an executor gives them. */
  read(metrics: Readonly<Values>, index: number): StepSeries
  /** What the program's function "generate" is fed to make examples, and the layers they then pass. */
  readonly sampling: { latent: LatentRecipe; network: NetworkRecipe }
  /** The scene of the data with what this family shows besides; as it is unless given. */
  scene?(scene: Scene): Scene
  /** `scene` is the data set's. Samples of more than two numbers are brought into its plane afterwards. */
  pictures(scene: Scene, dataset: Dataset): Pictures
}
