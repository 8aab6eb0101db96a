import type { Moments } from '../../contract/api.ts'
import type { Extent, Scene } from '../../contract/picture.ts'
import type { Dataset } from './dataset.ts'
import type { Density } from './density.ts'

/** Examples that a picture shows, at most. */
export const shownPoints = 1000
const margin = 1.25
const aspect = 1.6

/** A window centred on the points (n × 2), 1.25 times as high as they reach and 1.6 times as wide as high: a wide window. */
export function pointsExtent(points: Float32Array): Extent {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i]!)
    right = Math.max(right, points[i]!)
    bottom = Math.min(bottom, points[i + 1]!)
    top = Math.max(top, points[i + 1]!)
  }
  const [x, y] = [(left + right) / 2, (bottom + top) / 2]
  const reach = Math.max(right - left, top - bottom) / 2
  const halfHeight = margin * (reach > 0 ? reach : 1)
  const halfWidth = aspect * halfHeight
  return [x - halfWidth, x + halfWidth, y - halfHeight, y + halfHeight]
}

/** What is known of the distribution that points were drawn from. */
interface Truth {
  moments: Moments
  density: Density | null
  /** Its modes, where it has any. */
  clusters?: { modes: Float32Array; sd: number }
}

/** A data set of points in the plane, n × 2 numbers. */
export function pointsDataset(points: Float32Array, { moments, density, clusters }: Truth): Dataset {
  return {
    width: 2,
    count: points.length / 2,
    moments,
    density,
    plane: null,
    heldOut: null,
    batch(indices, out, at = 0) {
      for (let row = 0; row < indices.length; row++) {
        const from = 2 * indices[row]!
        out[at + 2 * row] = points[from]!
        out[at + 2 * row + 1] = points[from + 1]!
      }
    },
    scene: (): Scene => ({
      kind: 'points',
      extent: pointsExtent(points),
      real: points.slice(0, 2 * shownPoints),
      ...clusters,
    }),
  }
}
