import type { Field, Frame, Scene } from '../../contract/picture.ts'
import type { DensityRecipe } from '../../contract/recipe/schema.ts'
import { nameTensors } from '../checkpoints.ts'
import type { Density } from '../datasets/density.ts'
import { densityOf, type GaussianMixture } from '../datasets/gaussianMixture.ts'
import { lineCells, lineCentres } from '../datasets/line.ts'
import { trueMixture } from '../datasets/truth.ts'
import type { Executor } from '../executors/executor.ts'
import { fieldGrid, fieldSize } from '../field.ts'
import { drawLatents } from '../latents.ts'
import { TrueLaw } from '../metrics/lawDivergences.ts'
import { modeSamples, sceneCoverage } from '../metrics/modes.ts'
import { RandomStream } from '../random/stream.ts'
import { numbersOfPoint } from './density.ts'
import { mixtureOfTensors } from './densityParameters.ts'
import { bankSize, samplesBytes, type Pictures } from './family.ts'

/** A density over the extent's cells, from 0 to its highest value there. */
function densityField(density: Density, grid: Float32Array): Field {
  const values = Float64Array.from({ length: grid.length / 2 }, (_, cell) =>
    density(grid[2 * cell]!, grid[2 * cell + 1]!),
  )
  const high = values.reduce((most, value) => Math.max(most, value), 0)
  const scale = high > 0 ? 255 / high : 0
  const bytes = Uint8Array.from(values, (value) => Math.round(value * scale))
  return { size: fieldSize, values: bytes, low: 0, high, middle: 0, probability: false, density: true }
}

/** The scene with the density that the data were drawn from, where it is of the plane and known. */
export function withDensity(scene: Scene, recipe: DensityRecipe): Scene {
  const truth = scene.kind === 'points' ? trueMixture(recipe.data) : null
  if (!truth || scene.kind !== 'points') return scene
  return { ...scene, density: densityField(densityOf(truth), fieldGrid(scene.extent)) }
}

/** What a density draws from the same normal numbers all through the run, and itself. */
export class DensityPictures implements Pictures {
  readonly bytes: number
  #recipe: DensityRecipe
  #scene: Scene
  #latent: { kind: 'normal'; size: number }
  #bank: Float32Array
  #grid: Float32Array
  #truth: TrueLaw | null

  constructor(recipe: DensityRecipe, scene: Scene) {
    if (scene.kind === 'images') throw new Error('a density is not fitted to images')
    this.#recipe = recipe
    this.#scene = scene
    this.#latent = { kind: 'normal', size: numbersOfPoint(recipe) }
    this.#bank = drawLatents(this.#latent, bankSize[scene.kind], new RandomStream(recipe.seed, 'bank'))
    this.#grid = scene.kind === 'line' ? lineCentres(scene.range) : fieldGrid(scene.extent)
    const ofDensity = scene.kind === 'line' ? lineCells * Float32Array.BYTES_PER_ELEMENT : fieldSize * fieldSize
    this.bytes = samplesBytes(scene) + ofDensity
    const truth = trueMixture(recipe.data)
    this.#truth = truth && TrueLaw.of(truth)
  }

  async picture(executor: Executor): Promise<Omit<Frame, 'step'>> {
    const samples = await executor.call('generate', this.#bank, bankSize[this.#scene.kind])
    const q = densityOf(this.#model(executor))
    return this.#scene.kind === 'line'
      ? { samples, density: this.#grid.map((x) => q(x, 0)) }
      : { samples, field: densityField(q, this.#grid) }
  }

  /** How far the model is from the data, by quadrature, and the modes it covers. */
  async measure(executor: Executor, stream: RandomStream): Promise<Record<string, number>> {
    const measured: Record<string, number> = {}
    if (this.#truth) {
      const { forward, reverse, jsd } = this.#truth.divergences(this.#model(executor))
      const { entropy } = this.#truth
      Object.assign(measured, { 'likelihood.exact': forward + entropy, entropy })
      Object.assign(measured, { 'kl.forward': forward, 'kl.reverse': reverse, jsd })
    }
    if (!('modes' in this.#scene)) return measured
    const normal = drawLatents(this.#latent, modeSamples, stream)
    return { ...measured, ...sceneCoverage(this.#scene, await executor.call('generate', normal, modeSamples)) }
  }

  #model(executor: Executor): GaussianMixture {
    return mixtureOfTensors(this.#recipe, nameTensors(executor.read(), executor.program.state))
  }
}
