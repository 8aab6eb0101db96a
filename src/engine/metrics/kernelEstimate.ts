import type { Density } from '../datasets/density.ts'
import { gaussianOf } from './frechet.ts'
import type { Plane } from './plane.ts'

const reach = 4

/** Scott's rule in two dimensions: the mean standard deviation times n^(−1/6) (Scott, 1992). */
export function scottBandwidth(points: Float32Array): number {
  const { covariance } = gaussianOf(points, 2)
  return ((Math.sqrt(covariance[0]!) + Math.sqrt(covariance[3]!)) / 2) * (points.length / 2) ** (-1 / 6)
}

/** Points (n × 2) as a density: a round Gaussian of standard deviation `bandwidth` on each (Parzen 1962). */
export function kernelDensity(points: Float32Array, bandwidth: number): Density {
  const narrow = 1 / (2 * bandwidth ** 2)
  const scale = narrow / Math.PI / (points.length / 2)
  return (x, y) => {
    let sum = 0
    for (let i = 0; i < points.length; i += 2) {
      sum += Math.exp(-((x - points[i]!) ** 2 + (y - points[i + 1]!) ** 2) * narrow)
    }
    return scale * sum
  }
}

/**
 * The same density's masses of a plane's cells, from points counted by cell and smeared out: as exact as the cells are
 * small beside the bandwidth, and quick however many points there are. Points beyond the plane are left out.
 */
export function kernelMasses({ extent, size }: Plane, points: Float32Array, bandwidth: number): Float64Array {
  const [left, right, bottom, top] = extent
  const [width, height] = [(right - left) / size, (top - bottom) / size]
  const counts = new Float64Array(size * size)
  const share = 1 / (points.length / 2)
  for (let i = 0; i < points.length; i += 2) {
    const column = Math.floor((points[i]! - left) / width)
    const row = Math.floor((points[i + 1]! - bottom) / height)
    if (column >= 0 && column < size && row >= 0 && row < size) counts[row * size + column]! += share
  }
  const alongRows = smear(counts, size, 1, bandwidth / width)
  return smear(alongRows, size, size, bandwidth / height)
}

/** The same of points on a line, n numbers, over equally wide cells of a part of it. */
export function kernelLineMasses(
  [left, right]: readonly [number, number],
  cells: number,
  points: Float32Array,
  bandwidth: number,
): Float64Array {
  const wide = (right - left) / cells
  const counts = new Float64Array(cells)
  for (const point of points) {
    const cell = Math.floor((point - left) / wide)
    if (cell >= 0 && cell < cells) counts[cell]! += 1 / points.length
  }
  return smear(counts, cells, 1, bandwidth / wide, 1)
}

/** Spreads masses along one axis by a Gaussian of `sd` cells, in each of so many lines; what leaves them is gone. */
function smear(masses: Float64Array, size: number, stride: number, sd: number, lines = size): Float64Array {
  const radius = Math.max(1, Math.ceil(reach * sd))
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-0.5 * ((i - radius) / sd) ** 2))
  const sum = kernel.reduce((total, weight) => total + weight, 0)
  const across = stride === 1 ? size : 1
  const out = new Float64Array(masses.length)
  for (let line = 0; line < lines; line++) {
    for (let at = 0; at < size; at++) {
      const mass = masses[line * across + at * stride]!
      if (mass === 0) continue
      const last = Math.min(size - 1, at + radius)
      for (let to = Math.max(0, at - radius); to <= last; to++) {
        out[line * across + to * stride]! += (mass * kernel[to - at + radius]!) / sum
      }
    }
  }
  return out
}
