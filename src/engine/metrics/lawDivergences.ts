import type { GaussianMixture } from '../datasets/gaussianMixture.ts'
import { expectation, lawOf, type Law } from './law.ts'
import { softplus } from './softplus.ts'

/** How far apart a model q is from the data p, in nat. */
export interface Divergences {
  /** KL(p ‖ q). */
  forward: number
  /** KL(q ‖ p). */
  reverse: number
  jsd: number
}

/** Nodes for the data, which are made once; and evaluations of a density a picture, for the model's. */
const [nodesOfTruth, evaluations] = [8_000, 60_000]
/** Nodes where neither has more than one Gaussian: no logarithm of a sum bends then. */
const ofOne = 2_500

/**
 * What one place adds to the JSD, as a share of p + q: ½ (log 2 + r log r + s log s) with r = p / (p + q) = 1 − s, from
 * log p − log q. It lies between 0 and ½ log 2 wherever p and q do.
 */
function shareOfJsd(difference: number): number {
  const [r, s] = [Math.exp(-softplus(-difference)), Math.exp(-softplus(difference))]
  return (Math.LN2 - r * softplus(-difference) - s * softplus(difference)) / 2
}

/**
 * Divergences of models from one true mixture. Each expectation is taken over nodes of the distribution it is of, so
 * that it is right however thin the model is or how far away, and of logarithms, which never vanish.
 */
export class TrueLaw {
  /** −E_p log p in nat. */
  readonly entropy: number
  #law: Law
  #logs: Float64Array
  #components: number

  private constructor(law: Law, components: number) {
    this.#law = law
    this.#components = components
    this.#logs = new Float64Array(law.masses.length)
    this.entropy = -expectation(law, (x, y, node) => (this.#logs[node] = law.log(x, y)))
  }

  /** Null where the mixture has too many Gaussians that are too thin for sums. */
  static of(truth: GaussianMixture): TrueLaw | null {
    const law = lawOf(truth, truth.weights.length === 1 ? ofOne : nodesOfTruth)
    return law && new TrueLaw(law, truth.weights.length)
  }

  /** Of a model that is a mixture, too. */
  divergences(model: GaussianMixture): Divergences {
    const p = this.#law
    const both = this.#components + model.weights.length
    const q = lawOf(model, both === 2 ? ofOne : evaluations / both)!
    let ofData = 0
    const forward = expectation(p, (x, y, node) => {
      const difference = this.#logs[node]! - q.log(x, y)
      ofData += p.masses[node]! * shareOfJsd(difference)
      return difference
    })
    let ofModel = 0
    const reverse = expectation(q, (x, y, node) => {
      const difference = q.log(x, y) - p.log(x, y)
      ofModel += q.masses[node]! * shareOfJsd(-difference)
      return difference
    })
    return { forward, reverse, jsd: ofData + ofModel }
  }
}
