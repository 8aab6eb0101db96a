import type { RandomStream } from '../random/stream.ts'

/** Points (n × 2) seen from one direction, in order. */
function seen(points: Float32Array, x: number, y: number): Float64Array {
  return Float64Array.from({ length: points.length / 2 }, (_, i) => x * points[2 * i]! + y * points[2 * i + 1]!).sort()
}

/**
 * Sliced Wasserstein distance of two sets of as many points (n × 2), in data units: the root of the mean squared
 * distance of their sorted projections over evenly spaced directions. Bonneel et al., "Sliced and Radon Wasserstein
 * barycenters of measures" (2015). Directions begin at an angle drawn from `stream`.
 */
export function slicedWasserstein(a: Float32Array, b: Float32Array, stream: RandomStream, directions = 32): number {
  if (a.length !== b.length) throw new Error(`as many points are needed: ${a.length / 2} and ${b.length / 2}`)
  const [turn] = stream.uniform(new Float64Array(1))
  let sum = 0
  for (let index = 0; index < directions; index++) {
    const angle = (Math.PI * (index + turn!)) / directions
    const [one, other] = [a, b].map((points) => seen(points, Math.cos(angle), Math.sin(angle))) as [
      Float64Array,
      Float64Array,
    ]
    for (let i = 0; i < one.length; i++) sum += (one[i]! - other[i]!) ** 2 / one.length
  }
  return Math.sqrt(sum / directions)
}
