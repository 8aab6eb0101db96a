import type { Scene } from '../../contract/picture.ts'
import { knowsDensity, type DataRecipe } from '../../contract/recipe/data.ts'
import { estimateName } from '../../contract/estimates.ts'
import { allExamples, type Dataset } from '../datasets/index.ts'
import type { GaussianMixture } from '../datasets/gaussianMixture.ts'
import { trueMixture } from '../datasets/truth.ts'
import { kernelBandwidth } from '../metrics/bandwidth.ts'
import { frechetDistance, gaussianOf } from '../metrics/frechet.ts'
import { TrueLaw } from '../metrics/lawDivergences.ts'
import { sceneCoverage } from '../metrics/modes.ts'
import { SampleDivergences } from '../metrics/sampleDivergences.ts'
import { SlicedPoints } from '../metrics/slicedWasserstein.ts'

/** Real points that samples' distances are taken to. */
const mostCompared = 500

/** Measures of samples of a line or the plane by what is known of the data, made once a run. */
export class PointMeasures {
  #scene: Extract<Scene, { kind: 'points' | 'line' }>
  #width: 1 | 2
  #real: ReturnType<typeof gaussianOf>
  #sliced: SlicedPoints
  #law: TrueLaw | null = null
  #estimated: SampleDivergences | null = null
  #bandwidth: number | null

  /** `exact`: whether samples come with the Gaussian they are drawn from. */
  constructor(data: DataRecipe, scene: Extract<Scene, { kind: 'points' | 'line' }>, dataset: Dataset, exact: boolean) {
    this.#scene = scene
    this.#width = dataset.width === 1 ? 1 : 2
    const examples = allExamples(dataset)
    this.#real = gaussianOf(examples, this.#width)
    this.#sliced = new SlicedPoints(examples.subarray(0, this.#width * mostCompared), this.#width)
    const mixture = trueMixture(data)
    this.#bandwidth = kernelBandwidth(data)
    if (exact && mixture) this.#law = TrueLaw.of(mixture)
    else if (dataset.density && this.#bandwidth !== null) {
      const known = { smooth: knowsDensity(data), gaussians: mixture?.weights.length ?? 1 }
      this.#estimated = new SampleDivergences(scene, dataset.density, this.#bandwidth, known)
    }
  }

  /** Of samples, n × width, and where it is known of the Gaussian that they were drawn from. */
  measure(samples: Float32Array, law: GaussianMixture | null): Record<string, number> {
    const count = samples.length / this.#width
    const measured: Record<string, number> = { ...sceneCoverage(this.#scene, samples) }
    measured['frechet'] = frechetDistance(gaussianOf(samples, this.#width), this.#real)
    if (count >= this.#sliced.count) measured['wasserstein'] = this.#sliced.distance(samples)
    if (this.#law && law) {
      const { forward, reverse, jsd } = this.#law.divergences(law)
      return { ...measured, 'kl.forward': forward, 'kl.reverse': reverse, jsd }
    }
    if (this.#estimated && this.#bandwidth !== null) {
      const { forward, reverse, jsd } = this.#estimated.estimate(samples, count)
      const name = (base: string) => estimateName(base, this.#bandwidth!)
      measured[name('kl.forward')] = forward
      if (reverse !== null) measured[name('kl.reverse')] = reverse
      measured[name('jsd')] = jsd
    }
    return measured
  }
}
