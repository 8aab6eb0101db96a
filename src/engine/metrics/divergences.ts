import { softplus } from './softplus.ts'

/** x log(x / y), 0 at x = 0: what a place adds to a divergence. */
const term = (x: number, y: number) => (x > 0 ? x * Math.log(x / y) : 0)

/**
 * KL(p ‖ q) = Σ p log(p / q) in nat, over the same cells; infinite where q misses a part of p.
 * Kullback and Leibler, "On information and sufficiency" (1951).
 */
export function klDivergence(p: Float64Array, q: Float64Array): number {
  let sum = 0
  for (let i = 0; i < p.length; i++) sum += term(p[i]!, q[i]!)
  return sum
}

/**
 * JSD(p, q) = ½ KL(p ‖ m) + ½ KL(q ‖ m), m = (p + q) / 2, in nat: 0 when they are equal, log 2 when they don't
 * overlap. Lin, "Divergence measures based on the Shannon entropy" (1991).
 */
export function jsDivergence(p: Float64Array, q: Float64Array): number {
  let sum = 0
  for (let i = 0; i < p.length; i++) {
    // Twice the middle: half of the smallest number there is would be 0.
    const both = p[i]! + q[i]!
    sum += (term(p[i]!, both) + term(q[i]!, both) + both * Math.LN2) / 2
  }
  return sum
}

/** −Σ p log p, with p a density's masses of cells of that area: the density's entropy in nat. */
export function entropy(p: Float64Array, area: number): number {
  let sum = 0
  for (const mass of p) sum -= term(mass, area)
  return sum
}

/**
 * The discriminator that can't be bettered, D*(x) = p(x) / (p(x) + q(x)), a half where neither has any mass.
 * Goodfellow et al., "Generative adversarial nets" (2014), proposition 1.
 */
export function bestDiscriminator(p: Float64Array, q: Float64Array): Float64Array {
  return p.map((mass, i) => (mass + q[i]! > 0 ? mass / (mass + q[i]!) : 0.5))
}

/** Mean |D − D*| where the data and the fakes are: weighted by (p + q) / 2. */
export function distanceFromBest(judged: ArrayLike<number>, p: Float64Array, q: Float64Array): number {
  const best = bestDiscriminator(p, q)
  let [sum, weights] = [0, 0]
  for (let i = 0; i < p.length; i++) {
    const weight = (p[i]! + q[i]!) / 2
    sum += weight * Math.abs(judged[i]! - best[i]!)
    weights += weight
  }
  return sum / weights
}

/**
 * V = E_p log D + E_q log(1 − D) for D's logits over the same cells, in nat. At D* it is −2 log 2 + 2 JSD(p, q):
 * Goodfellow et al. 2014, theorem 1.
 */
export function gameValue(logits: ArrayLike<number>, p: Float64Array, q: Float64Array): number {
  let sum = 0
  for (let i = 0; i < p.length; i++) {
    // −softplus(−l) is log σ(l), −softplus(l) is log(1 − σ(l)): neither overflows.
    sum -= p[i]! * softplus(-logits[i]!) + q[i]! * softplus(logits[i]!)
  }
  return sum
}
