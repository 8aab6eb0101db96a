import { farAway, type Density } from './density.ts'

/** A mixture of Gaussians on a line or in the plane, of m components. */
export interface GaussianMixture {
  readonly dimensions: 1 | 2
  /** m × dimensions. */
  readonly means: Float64Array
  /** m × 3: a, b, c of each component's covariance LLᵀ, L = [[a, 0], [b, c]]; on a line a alone, the others 0 and 1. */
  readonly factors: Float64Array
  /** m numbers that add up to 1. */
  readonly weights: Float64Array
}

/** An even mixture of round Gaussians of one standard deviation: `centres` m × 2. */
export function roundGaussians(centres: Float64Array, sd: number): GaussianMixture {
  const count = centres.length / 2
  const factor = [sd, 0, sd]
  return {
    dimensions: 2,
    means: centres,
    factors: Float64Array.from({ length: 3 * count }, (_, index) => factor[index % 3]!),
    weights: new Float64Array(count).fill(1 / count),
  }
}

/** One Gaussian of the plane by its mean and its covariance [xx, xy, yy], which must be invertible. */
export function oneGaussian(
  mean: readonly [number, number],
  [xx, xy, yy]: readonly [number, number, number],
): GaussianMixture {
  const a = Math.sqrt(xx)
  const b = xy / a
  return {
    dimensions: 2,
    means: Float64Array.from(mean),
    factors: Float64Array.of(a, b, Math.sqrt(yy - b * b)),
    weights: Float64Array.of(1),
  }
}

/** log of a mixture's density, which neither overflows nor vanishes far away; on a line y is not read. */
export function logDensity({ dimensions, means, factors, weights }: GaussianMixture): Density {
  const count = weights.length
  const constants = weights.map((weight, one) => {
    const volume = factors[3 * one]! * (dimensions === 2 ? factors[3 * one + 2]! : 1)
    return Math.log(weight) - Math.log(volume) - (dimensions / 2) * Math.log(2 * Math.PI)
  })
  const logs = new Float64Array(count)
  return (x, y) => {
    let most = -Infinity
    for (let one = 0; one < count; one++) {
      const u = (x - means[dimensions * one]!) / factors[3 * one]!
      const v = dimensions === 2 ? (y - means[2 * one + 1]! - factors[3 * one + 1]! * u) / factors[3 * one + 2]! : 0
      const log = constants[one]! - (u * u + v * v) / 2
      logs[one] = log
      if (log > most) most = log
    }
    if (count === 1) return most
    let sum = 0
    for (let one = 0; one < count; one++) {
      const below = most - logs[one]!
      // Beside the largest, 1, the others are nothing: most of a curve's Gaussians are far from most places.
      if (below < farAway) sum += Math.exp(-below)
    }
    return most + Math.log(sum)
  }
}

/** The mixture's density itself. */
export function densityOf(mixture: GaussianMixture): Density {
  const log = logDensity(mixture)
  return (x, y) => Math.exp(log(x, y))
}
