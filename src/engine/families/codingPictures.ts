import { codedExamples, type CodePlane, type Extent, type Frame, type Scene } from '../../contract/picture.ts'
import { firstExamples, type Dataset } from '../datasets/dataset.ts'
import type { Executor } from '../executors/executor.ts'
import { drawLatents } from '../latents.ts'
import { modeSamples, sceneCoverage } from '../metrics/modes.ts'
import { RandomStream } from '../random/stream.ts'
import type { CodingRecipe } from './codingNetworks.ts'
import { asShown, bankSize, samplesAsBytes, samplesBytes, type Pictures } from './family.ts'

/** Examples whose reconstructions a frame holds. */
const reconstructed = { points: 256, line: 256, images: 32 } as const
/** Cells a side of the code plane whose centres are decoded. */
const planeSide = 10
/** Most of N(0, I) lies within; the plane always shows that much. */
const leastReach = 2.5
/** Share of the codes' numbers that the plane reaches. */
const shownShare = 0.98

/** A square around 0 with nearly all codes and nearly all of N(0, I). */
function extentOf(codes: Float32Array): Extent {
  const sizes = codes.map(Math.abs).sort()
  const reach = Math.max(leastReach, 1.1 * sizes[Math.floor(shownShare * (sizes.length - 1))]!)
  return [-reach, reach, -reach, reach]
}

/** Centres of side × side cells of an extent, row 0 at the bottom, side² × 2. */
function cellCentres([left, right, bottom, top]: Extent, side: number): Float32Array {
  return Float32Array.from({ length: 2 * side * side }, (_, index) => {
    const [cell, along] = [index >> 1, index % 2]
    return along === 0
      ? left + ((right - left) * ((cell % side) + 0.5)) / side
      : bottom + ((top - bottom) * (Math.floor(cell / side) + 0.5)) / side
  })
}

/**
 * What the decoder makes of the same random codes all through the run, what comes back of the first examples, and for
 * codes of two numbers where they lie and what lies there.
 */
export class CodingPictures implements Pictures {
  readonly bytes: number
  #recipe: CodingRecipe
  #scene: Scene
  /** Numbers an example. */
  #width: number
  #bank: Float32Array
  /** Examples to be reconstructed, and those to be placed in the plane: the former are the first of the latter. */
  #examples: { reconstructed: Float32Array; placed: Float32Array | null }

  constructor(recipe: CodingRecipe, scene: Scene, dataset: Dataset) {
    this.#recipe = recipe
    this.#scene = scene
    this.#width = dataset.width
    const { kind } = scene
    this.#bank = drawLatents(recipe.latent, bankSize[kind], new RandomStream(recipe.seed, 'bank'))
    this.#examples = {
      reconstructed: firstExamples(dataset, reconstructed[kind]),
      placed: recipe.latent.size === 2 ? firstExamples(dataset, codedExamples) : null,
    }
    const { reconstructed: again, placed } = this.#examples
    const shown = kind === 'points' ? 2 : dataset.width
    const size = kind === 'images' ? 1 : Float32Array.BYTES_PER_ELEMENT
    const back = (again.length / dataset.width) * shown * size
    const codes = placed ? (placed.length / dataset.width) * 2 * Float32Array.BYTES_PER_ELEMENT : 0
    const decoded = placed && kind === 'images' ? planeSide * planeSide * dataset.width : 0
    this.bytes = samplesBytes(scene) + back + codes + decoded
  }

  async picture(executor: Executor): Promise<Omit<Frame, 'step'>> {
    const { reconstructed: again, placed } = this.#examples
    const samples = await this.#decode(executor, this.#bank)
    const back = await executor.call('reconstruct', again, again.length / this.#width)
    const plane = placed ? { plane: await this.#plane(executor, placed) } : {}
    return { samples: asShown(this.#scene, samples), reconstructions: asShown(this.#scene, back), ...plane }
  }

  /** Mode coverage of what fresh random codes decode to, where the data has modes. */
  async measure(executor: Executor, stream: RandomStream): Promise<Record<string, number>> {
    if (!('modes' in this.#scene)) return {}
    const codes = drawLatents(this.#recipe.latent, modeSamples, stream)
    return sceneCoverage(this.#scene, await this.#decode(executor, codes))
  }

  #decode(executor: Executor, codes: Float32Array): Promise<Float32Array> {
    return executor.call('generate', codes, codes.length / this.#recipe.latent.size)
  }

  async #plane(executor: Executor, placed: Float32Array): Promise<CodePlane> {
    const codes = await executor.call('encode', placed, placed.length / this.#width)
    const plane = { extent: extentOf(codes), prior: this.#recipe.latent.kind, codes, side: planeSide }
    if (this.#scene.kind !== 'images') return plane
    return { ...plane, decoded: samplesAsBytes(await this.#decode(executor, cellCentres(plane.extent, planeSide))) }
  }
}
