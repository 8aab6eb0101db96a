import type { Density } from '../datasets/density.ts'
import { gaussian } from '../datasets/density.ts'
import { klDivergence } from '../metrics/divergences.ts'
import { cellMasses, type Plane } from '../metrics/plane.ts'

/** A Gaussian of any covariance by five free numbers: its mean, and Σ = LLᵀ with L = [[eᵃ, 0], [b, eᶜ]]. */
export type GaussianNumbers = readonly [meanX: number, meanY: number, a: number, b: number, c: number]

/** [xx, xy, yy] of LLᵀ. */
export function covarianceOfNumbers([, , a, b, c]: GaussianNumbers): readonly [number, number, number] {
  const [first, last] = [Math.exp(a), Math.exp(c)]
  return [first * first, first * b, b * b + last * last]
}

export const gaussianDensity = (numbers: GaussianNumbers): Density =>
  gaussian([numbers[0], numbers[1]], covarianceOfNumbers(numbers))

export type Divergence = 'forward' | 'reverse'

/**
 * KL(p ‖ q) or KL(q ‖ p) in nat over the plane's cells, for a model q. Where p all but vanishes, its least mass keeps
 * the reverse one finite: it then counts what q puts there at over 700 nat.
 */
export function divergenceOf(kind: Divergence, plane: Plane, p: Float64Array, numbers: GaussianNumbers): number {
  const q = cellMasses(plane, gaussianDensity(numbers))
  if (kind === 'forward') return klDivergence(p, q.map(atLeast))
  return klDivergence(q, p.map(atLeast))
}

const atLeast = (mass: number) => Math.max(mass, Number.MIN_VALUE * 1e10)

const by = 1e-5

/** Downhill by central differences; the rate is halved where a step would rise and grows otherwise. Tells every step. */
export async function fitGaussian(
  kind: Divergence,
  plane: Plane,
  p: Float64Array,
  start: GaussianNumbers,
  options: { steps: number; rate: number },
  tell: (step: number, numbers: GaussianNumbers, divergence: number) => Promise<void>,
): Promise<GaussianNumbers> {
  let numbers = start
  let { rate } = options
  let divergence = divergenceOf(kind, plane, p, numbers)
  await tell(0, numbers, divergence)
  for (let step = 1; step <= options.steps; step++) {
    const slopes = numbers.map((_, index) => {
      const moved = (sign: number) => numbers.map((value, at) => (at === index ? value + sign * by : value))
      const at = (sign: number) => divergenceOf(kind, plane, p, moved(sign) as unknown as GaussianNumbers)
      return (at(1) - at(-1)) / (2 * by)
    })
    const next = numbers.map((value, index) => value - rate * slopes[index]!) as unknown as GaussianNumbers
    const reached = divergenceOf(kind, plane, p, next)
    if (reached > divergence) rate /= 2
    else {
      rate *= 1.1
      numbers = next
      divergence = reached
    }
    await tell(step, numbers, divergence)
  }
  return numbers
}
