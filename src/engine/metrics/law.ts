import type { Density } from '../datasets/density.ts'
import { logDensity, type GaussianMixture } from '../datasets/gaussianMixture.ts'

/** A distribution whose logarithm is known everywhere, with points and masses that stand for it in expectations. */
export interface Law {
  log: Density
  /** n × 2; on a line the second number is 0. */
  nodes: Float64Array
  /** n numbers that add up to 1, but for what lies further out. */
  masses: Float64Array
}

/** Standard deviations around a Gaussian that hold all of its mass but 3e-12. */
const reach = 7
/** Fewest and most nodes along an axis of one Gaussian: steps of 0.9 sd leave sums of smooth functions exact. */
const [fewest, most] = [16, 96]
/** Gaussians of a mixture up to which each has nodes of its own; of more, they share a grid in steps of their width. */
const mostByThemselves = 100
/** Steps of such a grid in standard deviations, and the most cells a side. */
const [step, mostCells] = [0.8, 500]

/** Nodes of N(0, 1) in steps of the same width, with their masses. */
function standardNodes(count: number): { at: Float64Array; masses: Float64Array } {
  const wide = (2 * reach) / count
  const at = Float64Array.from({ length: count }, (_, index) => -reach + (index + 0.5) * wide)
  return { at, masses: at.map((z) => (wide * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI)) }
}

/** Every Gaussian's own nodes, spread as it is itself; about `budget` of them in all. */
function ownNodes({ dimensions, means, factors, weights }: GaussianMixture, budget: number): Omit<Law, 'log'> {
  const each = budget / weights.length
  const side = Math.round(dimensions === 1 ? each : Math.sqrt(each))
  const { at, masses } = standardNodes(Math.min(dimensions === 1 ? 20 * most : most, Math.max(fewest, side)))
  const rows = dimensions === 1 ? [[0, 1] as const] : Array.from(at, (z, index) => [z, masses[index]!] as const)
  const count = weights.length * at.length * rows.length
  const nodes = new Float64Array(2 * count)
  const own = new Float64Array(count)
  let node = 0
  for (let one = 0; one < weights.length; one++) {
    const [a, b, c] = factors.subarray(3 * one, 3 * one + 3) as unknown as [number, number, number]
    for (const [v, massOfV] of rows) {
      for (let index = 0; index < at.length; index++) {
        const u = at[index]!
        nodes[2 * node] = means[dimensions * one]! + a * u
        if (dimensions === 2) nodes[2 * node + 1] = means[2 * one + 1]! + b * u + c * v
        own[node++] = weights[one]! * masses[index]! * massOfV
      }
    }
  }
  return { nodes, masses: own }
}

/** Cells of a grid over round Gaussians of one width, those with any mass; null where it would take too many. */
function sharedNodes({ means, factors }: GaussianMixture, log: Density): Omit<Law, 'log'> | null {
  const sd = factors[0]!
  const wide = step * sd
  const edges = [0, 1].map((axis) => {
    const along = means.filter((_, index) => index % 2 === axis)
    const lowest = along.reduce((least, one) => Math.min(least, one), Infinity)
    const highest = along.reduce((most, one) => Math.max(most, one), -Infinity)
    return [lowest - reach * sd, highest + reach * sd] as const
  })
  const [columns, rows] = edges.map(([from, to]) => Math.ceil((to - from) / wide)) as [number, number]
  if (columns > mostCells || rows > mostCells) return null
  const nodes: number[] = []
  const masses: number[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [edges[0]![0] + (column + 0.5) * wide, edges[1]![0] + (row + 0.5) * wide]
      const mass = Math.exp(log(x, y)) * wide * wide
      if (mass < 1e-15) continue
      nodes.push(x, y)
      masses.push(mass)
    }
  }
  return { nodes: Float64Array.from(nodes), masses: Float64Array.from(masses) }
}

/**
 * A mixture with about `budget` nodes for expectations, as exact as double precision for smooth functions; null where
 * it has too many Gaussians that are too thin.
 */
export function lawOf(mixture: GaussianMixture, budget: number): Law | null {
  const log = logDensity(mixture)
  const nodes =
    mixture.weights.length > mostByThemselves && mixture.dimensions === 2
      ? sharedNodes(mixture, log)
      : ownNodes(mixture, budget)
  return nodes && { log, ...nodes }
}

/** E f over a law, f being told where and with which number. */
export function expectation({ nodes, masses }: Law, of: (x: number, y: number, node: number) => number): number {
  let sum = 0
  for (let node = 0; node < masses.length; node++) {
    sum += masses[node]! * of(nodes[2 * node]!, nodes[2 * node + 1]!, node)
  }
  return sum
}
