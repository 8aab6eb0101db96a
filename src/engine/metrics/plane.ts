import type { Extent } from '../../contract/picture.ts'
import type { Density } from '../datasets/density.ts'

/** Cells of equal size over a part of the plane, for sums that stand for integrals: the midpoint rule. */
export interface Plane {
  readonly extent: Extent
  /** Cells a side. */
  readonly size: number
  /** Area of a cell. */
  readonly area: number
  /** Cell centres, size² × 2; row 0 at the bottom. */
  readonly centres: Float64Array
}

export function makePlane(extent: Extent, size: number): Plane {
  const [left, right, bottom, top] = extent
  const [width, height] = [(right - left) / size, (top - bottom) / size]
  const centres = new Float64Array(2 * size * size)
  for (let cell = 0; cell < size * size; cell++) {
    centres[2 * cell] = left + ((cell % size) + 0.5) * width
    centres[2 * cell + 1] = bottom + (Math.floor(cell / size) + 0.5) * height
  }
  return { extent, size, area: width * height, centres }
}

/** A density's probability of each cell, by its value at the centre. */
export function cellMasses({ centres, area }: Plane, density: Density): Float64Array {
  return Float64Array.from({ length: centres.length / 2 }, (_, cell) => {
    return density(centres[2 * cell]!, centres[2 * cell + 1]!) * area
  })
}
