import type { Frame, Scene } from '../../contract/picture.ts'
import type { GanRecipe } from '../../contract/recipe/schema.ts'
import type { Executor } from '../executors/executor.ts'
import { fieldGrid, fieldSize, makeField } from '../field.ts'
import { makeDataset } from '../datasets/index.ts'
import { drawLatents } from '../latents.ts'
import { gameValue } from '../metrics/gameValue.ts'
import { modeCoverage, modeSamples } from '../metrics/modes.ts'
import { packSize } from '../../contract/recipe/stabilizers.ts'
import { RandomStream } from '../random/stream.ts'
import { packRows } from '../stabilizers/packing.ts'
import { bankSize, samplesAsBytes, type Pictures } from './family.ts'

/** Points of the data's distribution that the run never trains on, n × 2; undefined where V has no logarithms. */
function freshPoints({ data, loss, seed }: GanRecipe, count: number): Float32Array | undefined {
  if ((loss.kind !== 'nonSaturating' && loss.kind !== 'minimax') || data.kind === 'digits') return undefined
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
  /** As many fresh real points as the scene shows of those trained on, where the loss gives probabilities. */
  #fresh: Float32Array | undefined
  /** Centres of the field's cells, where the data is 2-D and D judges single points. */
  #grid: Float32Array | undefined

  constructor(recipe: GanRecipe, scene: Scene) {
    this.#recipe = recipe
    this.#scene = scene
    this.#count = bankSize[scene.kind]
    this.#bank = drawLatents(recipe.latent, this.#count, new RandomStream(recipe.seed, 'bank'))
    if (scene.kind === 'points') {
      const single = packSize(recipe.stabilizers) === 1
      if (single) this.#grid = fieldGrid(scene.extent)
      this.#fresh = freshPoints(recipe, scene.real.length / 2)
      this.bytes = this.#count * 2 * Float32Array.BYTES_PER_ELEMENT + (single ? fieldSize * fieldSize : 0)
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
    if (this.#scene.kind !== 'points') return { samples: samplesAsBytes(samples) }
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
    const scene = this.#scene
    if (scene.kind !== 'points' || !this.#fresh) return {}
    const size = packSize(this.#recipe.stabilizers)
    const judge = (points: Float32Array) => {
      const packs = packRows(points, 2, size)
      return executor.call('judge', packs, packs.length / (2 * size))
    }
    const fakes = await judge(await executor.call('generate', this.#bank, this.#count))
    return {
      'value.seen': gameValue(await judge(scene.real), fakes),
      'value.fresh': gameValue(await judge(this.#fresh), fakes),
    }
  }
}
