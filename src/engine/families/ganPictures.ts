import type { Frame, Scene } from '../../contract/picture.ts'
import { isOwnData } from '../../contract/recipe/data.ts'
import { imageShape } from '../../contract/recipe/facts.ts'
import type { GanRecipe } from '../../contract/recipe/schema.ts'
import type { Executor } from '../executors/executor.ts'
import { fieldGrid, fieldSize, makeField } from '../field.ts'
import { firstExamples, makeDataset, type Dataset } from '../datasets/index.ts'
import { drawLatents } from '../latents.ts'
import { gameValue } from '../metrics/gameValue.ts'
import { modeCoverage, modeSamples } from '../metrics/modes.ts'
import { packSize } from '../../contract/recipe/stabilizers.ts'
import { RandomStream } from '../random/stream.ts'
import { packRows } from '../stabilizers/packing.ts'
import { bankSize, samplesAsBytes, type Pictures } from './family.ts'

/** Examples of the data's distribution that the run never trains on; undefined where V has no logarithms or there are none. */
function freshExamples({ data, loss, seed }: GanRecipe, dataset: Dataset, count: number): Float32Array | undefined {
  if ((loss.kind !== 'nonSaturating' && loss.kind !== 'minimax') || imageShape(data)) return undefined
  if (isOwnData(data)) return dataset.heldOut ?? undefined
  // Another seed's data set: its streams share no numbers with this run's.
  const scene = makeDataset({ ...data, points: Math.max(2, count) }, (seed + 0x8000_0000) % 0x1_0000_0000).scene()
  return scene.kind === 'points' ? scene.real : undefined
}

/** Draws the frames of one run: always from the same latents, so that one sample can be followed through time. */
export class GanPictures implements Pictures {
  readonly bytes: number
  #recipe: GanRecipe
  #scene: Scene
  #count: number
  #bank: Float32Array
  /** Numbers an example. */
  #width: number
  /** The real examples that the scene shows, and about as many that are not trained on, for V. */
  #seen: Float32Array | undefined
  #fresh: Float32Array | undefined
  /** Centres of the field's cells, where the data is 2-D and D judges single points. */
  #grid: Float32Array | undefined

  constructor(recipe: GanRecipe, scene: Scene, dataset: Dataset) {
    this.#recipe = recipe
    this.#scene = scene
    this.#count = bankSize[scene.kind]
    this.#width = dataset.width
    this.#bank = drawLatents(recipe.latent, this.#count, new RandomStream(recipe.seed, 'bank'))
    if (scene.kind === 'points') {
      const shown = scene.real.length / 2
      this.#fresh = freshExamples(recipe, dataset, shown)
      if (this.#fresh) this.#seen = firstExamples(dataset, shown)
      // Of rows of more numbers the plane shows a shadow, on which D has nothing to say.
      if (this.#width === 2 && packSize(recipe.stabilizers) === 1) this.#grid = fieldGrid(scene.extent)
      this.bytes = this.#count * 2 * Float32Array.BYTES_PER_ELEMENT + (this.#grid ? fieldSize * fieldSize : 0)
    } else {
      this.bytes = this.#count * scene.width * scene.height
    }
  }

  /**
   * What the generator makes of the latent bank, and for 2-D data how D judges the plane. Not where D judges packs: of a
   * point beside its own copies it would say what it says of a G that has collapsed.
   */
  async picture(executor: Executor): Promise<Omit<Frame, 'step'>> {
    const samples = await executor.call('generate', this.#bank, this.#count)
    if (this.#scene.kind === 'images') return { samples: samplesAsBytes(samples) }
    if (!this.#grid) return { samples }
    const { real } = this.#scene
    const grid = await executor.call('judge', this.#grid, fieldSize * fieldSize)
    const judged = {
      grid,
      real: await executor.call('judge', real, real.length / 2),
      fake: await executor.call('judge', samples, this.#count),
    }
    return { samples, field: makeField(this.#recipe.loss.kind, judged) }
  }

  /** Mode coverage of fresh samples, where the data has modes, and V on points seen and on fresh ones. */
  async measure(executor: Executor, stream: RandomStream): Promise<Record<string, number>> {
    const values = await this.#values(executor)
    const scene = this.#scene
    if (scene.kind !== 'points' || !scene.modes || scene.sd === undefined) return values
    const latents = drawLatents(this.#recipe.latent, modeSamples, stream)
    const samples = await executor.call('generate', latents, modeSamples)
    return { ...modeCoverage(samples, scene.modes, scene.sd), ...values }
  }

  /** Of the same points and the same fakes at every frame, so that only the networks change it. */
  async #values(executor: Executor): Promise<Record<string, number>> {
    const size = packSize(this.#recipe.stabilizers)
    const isPack = (examples: Float32Array) => examples.length >= this.#width * size
    if (!this.#seen || !this.#fresh || !isPack(this.#seen) || !isPack(this.#fresh)) return {}
    const judge = (examples: Float32Array) => {
      const packs = packRows(examples, this.#width, size)
      return executor.call('judge', packs, packs.length / (this.#width * size))
    }
    const fakes = await judge(await executor.call('generate', this.#bank, this.#count))
    return {
      'value.seen': gameValue(await judge(this.#seen), fakes),
      'value.fresh': gameValue(await judge(this.#fresh), fakes),
    }
  }
}
