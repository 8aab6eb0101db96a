/** Mixtures of Gaussians in plain double-precision loops, sharing nothing with src: means, covariances, weights. */
export interface PlainMixture {
  means: number[][]
  /** [xx, xy, yy], or [xx] on a line. */
  covariances: number[][]
  weights: number[]
}

function gaussian(x: readonly number[], mean: readonly number[], covariance: readonly number[]): number {
  if (x.length === 1) {
    const [variance] = covariance as [number]
    return Math.exp(-((x[0]! - mean[0]!) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance)
  }
  const [xx, xy, yy] = covariance as [number, number, number]
  const determinant = xx * yy - xy * xy
  const [dx, dy] = [x[0]! - mean[0]!, x[1]! - mean[1]!]
  const distance = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant
  return Math.exp(-distance / 2) / (2 * Math.PI * Math.sqrt(determinant))
}

export const densityAt = ({ means, covariances, weights }: PlainMixture, x: readonly number[]): number =>
  weights.reduce((sum, weight, one) => sum + weight * gaussian(x, means[one]!, covariances[one]!), 0)

/** ∫ f over a line or a square of the plane, by the midpoint rule. */
function integrate(axes: number, reach: number, cells: number, of: (x: number[]) => number): number {
  const wide = (2 * reach) / cells
  const at = (index: number) => -reach + (index + 0.5) * wide
  let sum = 0
  for (let i = 0; i < cells; i++) {
    if (axes === 1) sum += of([at(i)]) * wide
    else for (let j = 0; j < cells; j++) sum += of([at(i), at(j)]) * wide * wide
  }
  return sum
}

/** KL(p ‖ q), KL(q ‖ p) and JSD over such a grid. */
export function divergencesOnGrid(p: PlainMixture, q: PlainMixture, reach: number, cells: number) {
  const axes = p.means[0]!.length
  const term = (a: number, b: number) => (a > 0 ? a * Math.log(a / b) : 0)
  const over = (of: (a: number, b: number) => number) =>
    integrate(axes, reach, cells, (x) => of(densityAt(p, x), densityAt(q, x)))
  return {
    forward: over((a, b) => term(a, b)),
    reverse: over((a, b) => term(b, a)),
    jsd: over((a, b) => (term(a, (a + b) / 2) + term(b, (a + b) / 2)) / 2),
    entropy: -over((a) => term(a, 1)),
  }
}
