import type { Frame, Scene } from '../../contract/picture.ts'
import { isOwnData } from '../../contract/recipe/data.ts'
import { imageShape } from '../../contract/recipe/facts.ts'
import type { GanRecipe } from '../../contract/recipe/schema.ts'
import { densityOf } from '../datasets/gaussianMixture.ts'
import { lineCells, lineCentres } from '../datasets/line.ts'
import type { Executor } from '../executors/executor.ts'
import { fieldGrid, fieldSize, makeField, makeJudgement } from '../field.ts'
import { firstExamples, makeDataset, type Dataset } from '../datasets/index.ts'
import { drawLatents } from '../latents.ts'
import { gameValue } from '../metrics/gameValue.ts'
import { modeSamples, sceneCoverage } from '../metrics/modes.ts'
import { packSize } from '../../contract/recipe/stabilizers.ts'
import { RandomStream } from '../random/stream.ts'
import { packRows } from '../stabilizers/packing.ts'
import { asShown, bankSize, samplesBytes, type Pictures } from './family.ts'
import { isLinear, linearLaw } from './linearLaw.ts'
import { PointMeasures } from './pointMeasures.ts'

/** Examples of the data's distribution that the run never trains on; undefined where V has no logarithms or there are none. */
function freshExamples({ data, loss, seed }: GanRecipe, dataset: Dataset, count: number): Float32Array | undefined {
  if ((loss.kind !== 'nonSaturating' && loss.kind !== 'minimax') || imageShape(data)) return undefined
  if (isOwnData(data)) return dataset.heldOut ?? undefined
  // Another seed's data set: its streams share no numbers with this run's.
  const scene = makeDataset({ ...data, points: Math.max(2, count) }, (seed + 0x8000_0000) % 0x1_0000_0000).scene()
  return scene.kind === 'images' ? undefined : scene.real
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
  /** Centres of the cells over which D is drawn, where the data is points and D judges single ones. */
  #grid: Float32Array | undefined
  #measures: PointMeasures | undefined

  constructor(recipe: GanRecipe, scene: Scene, dataset: Dataset) {
    this.#recipe = recipe
    this.#scene = scene
    this.#count = bankSize[scene.kind]
    this.#width = dataset.width
    this.#bank = drawLatents(recipe.latent, this.#count, new RandomStream(recipe.seed, 'bank'))
    this.bytes = samplesBytes(scene)
    if (scene.kind === 'images') return
    const shown = scene.real.length / (scene.kind === 'line' ? 1 : 2)
    this.#fresh = freshExamples(recipe, dataset, shown)
    if (this.#fresh) this.#seen = firstExamples(dataset, shown)
    // Of rows of more numbers the plane shows a shadow, on which D has nothing to say.
    if (this.#width <= 2) this.#measures = new PointMeasures(recipe.data, scene, dataset, isLinear(recipe))
    if (this.#width > 2 || packSize(recipe.stabilizers) > 1) return
    this.#grid = scene.kind === 'line' ? lineCentres(scene.range) : fieldGrid(scene.extent)
    this.bytes += scene.kind === 'line' ? 2 * lineCells * Float32Array.BYTES_PER_ELEMENT : fieldSize * fieldSize
  }

  /**
   * What the generator makes of the latent bank, and for points how D judges the plane or the line. Not where D judges
   * packs: of a point beside its own copies it would say what it says of a G that has collapsed.
   */
  async picture(executor: Executor): Promise<Omit<Frame, 'step'>> {
    const scene = this.#scene
    const samples = await executor.call('generate', this.#bank, this.#count)
    if (!this.#grid || scene.kind === 'images') return { samples: asShown(scene, samples) }
    const judged = {
      grid: await this.#judge(executor, this.#grid),
      real: await this.#judge(executor, scene.real),
      fake: await this.#judge(executor, samples),
    }
    const loss = this.#recipe.loss.kind
    if (scene.kind === 'points') return { samples, field: makeField(loss, judged) }
    const judgement = makeJudgement(loss, judged)
    const law = judgement.probability ? await linearLaw(this.#recipe, executor) : null
    if (!law) return { samples, judgement }
    const q = densityOf(law)
    const best = this.#grid.map((x, cell) => {
      const p = scene.density[cell]!
      return p / (p + q(x, 0) || 1)
    })
    return { samples, judgement: { ...judgement, best } }
  }

  /** How far fresh samples of a line or the plane are from the data, and V on points seen and on fresh ones. */
  async measure(executor: Executor, stream: RandomStream, thorough: boolean): Promise<Record<string, number>> {
    const values = await this.#values(executor)
    if (!this.#measures || (!thorough && !('modes' in this.#scene))) return values
    const latents = drawLatents(this.#recipe.latent, modeSamples, stream)
    const samples = await executor.call('generate', latents, modeSamples)
    if (!thorough) return { ...sceneCoverage(this.#scene, samples), ...values }
    return { ...this.#measures.measure(samples, await linearLaw(this.#recipe, executor)), ...values }
  }

  /** Of the same points and the same fakes at every frame, so that only the networks change it. */
  async #values(executor: Executor): Promise<Record<string, number>> {
    const least = this.#width * packSize(this.#recipe.stabilizers)
    if (!this.#seen || !this.#fresh || this.#seen.length < least || this.#fresh.length < least) return {}
    const fakes = await this.#judge(executor, await executor.call('generate', this.#bank, this.#count))
    return {
      'value.seen': gameValue(await this.#judge(executor, this.#seen), fakes),
      'value.fresh': gameValue(await this.#judge(executor, this.#fresh), fakes),
    }
  }

  /** D's judgements of examples in their order, each by itself or, where D sees packs, in packs. */
  #judge(executor: Executor, examples: Float32Array): Promise<Float32Array> {
    const size = packSize(this.#recipe.stabilizers)
    const packs = packRows(examples, this.#width, size)
    return executor.call('judge', packs, packs.length / (this.#width * size))
  }
}
