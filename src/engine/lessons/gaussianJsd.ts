import { jsDivergence } from '../metrics/divergences.ts'

type Mean = readonly [number, number]
/** [xx, xy, yy]. */
type Covariance = readonly [number, number, number]

/** Nodes and weights of four-point Gauss–Legendre quadrature on (−1, 1). */
const rule = [
  [-0.8611363115940526, 0.3478548451374538],
  [-0.3399810435848563, 0.6521451548625461],
  [0.3399810435848563, 0.6521451548625461],
  [0.8611363115940526, 0.3478548451374538],
] as const
/** Standard deviations to either side, and cells over them. */
const [reach, cells] = [7, 28]

const normal = (x: number, mean: number, sd: number) =>
  Math.exp(-(((x - mean) / sd) ** 2) / 2) / (sd * Math.sqrt(2 * Math.PI))

/** Probabilities that N(0, 1) and N(mean, sd²) give to the same nodes, which lie close wherever either one needs it. */
function axis(mean: number, sd: number): { p: number[]; q: number[] } {
  const marks = (centre: number, scale: number) =>
    Array.from({ length: cells + 1 }, (_, index) => centre + scale * reach * ((2 * index) / cells - 1))
  const edges = [...marks(0, 1), ...marks(mean, sd)].sort((a, b) => a - b)
  const [p, q] = [[] as number[], [] as number[]]
  for (let cell = 1; cell < edges.length; cell++) {
    const half = (edges[cell]! - edges[cell - 1]!) / 2
    const middle = (edges[cell]! + edges[cell - 1]!) / 2
    for (const [node, weight] of rule) {
      const x = middle + half * node
      p.push(half * weight * normal(x, 0, 1))
      q.push(half * weight * normal(x, mean, sd))
    }
  }
  return { p, q }
}

const products = (a: readonly number[], b: readonly number[]) => {
  const out = new Float64Array(a.length * b.length)
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) out[i * b.length + j] = a[i]! * b[j]!
  return out
}

/**
 * JSD of two Gaussians of the plane in nat, however thin or far apart they are. It doesn't change under linear maps, so
 * it is worked out in coordinates in which the first is N(0, I) and the second's axes are those of the plane.
 */
export function gaussianJsd(
  first: { mean: Mean; covariance: Covariance },
  second: { mean: Mean; covariance: Covariance },
): number {
  const [pxx, pxy, pyy] = first.covariance
  // first = L·Lᵀ, L lower triangular; its inverse takes points to where the first is round.
  const [l11, l21] = [Math.sqrt(pxx), pxy / Math.sqrt(pxx)]
  const l22 = Math.sqrt(pyy - l21 * l21)
  const round = (x: number, y: number): [number, number] => [x / l11, (y - (l21 * x) / l11) / l22]
  const [mx, my] = round(second.mean[0] - first.mean[0], second.mean[1] - first.mean[1])
  const [qxx, qxy, qyy] = second.covariance
  // Columns, then rows of L⁻¹·Q·L⁻ᵀ.
  const [a, b] = round(qxx, qxy)
  const [c, d] = round(qxy, qyy)
  const [cxx, cxy] = round(a, c)
  const cyy = round(b, d)[1]
  const turn = Math.atan2(2 * cxy, cxx - cyy) / 2
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const large = (cxx + cyy) / 2 + Math.hypot((cxx - cyy) / 2, cxy)
  // By the determinant, which the subtraction would lose where the second is thin.
  const small = (qxx * qyy - qxy * qxy) / (l11 * l22) ** 2 / large
  const [u, v] = [axis(cos * mx + sin * my, Math.sqrt(large)), axis(cos * my - sin * mx, Math.sqrt(small))]
  return jsDivergence(products(u.p, v.p), products(u.q, v.q))
}
