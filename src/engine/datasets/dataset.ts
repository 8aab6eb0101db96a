import type { Moments } from '../../contract/api.ts'
import type { Scene } from '../../contract/picture.ts'
import type { Density } from './density.ts'

/** A finite set of real examples. Made once; holds no position. */
export interface Dataset {
  /** Numbers an example. */
  readonly width: number
  /** Examples. */
  readonly count: number
  /** Copies the examples at `indices` one after the other into `out` (indices.length × width), from number `at` on. */
  batch(indices: Uint32Array, out: Float32Array, at?: number): void
  /** The part of the picture that does not move. */
  scene(): Scene
  /** Exact moments of the distribution the examples were drawn from, where they are known. */
  readonly moments: Moments | null
  /** Its density, where it is known and the examples are points of the plane. */
  readonly density: Density | null
}

/** All of a data set's examples one after the other, count × width. */
export function allExamples(dataset: Dataset): Float32Array {
  const examples = new Float32Array(dataset.count * dataset.width)
  const order = Uint32Array.from({ length: dataset.count }, (_, index) => index)
  dataset.batch(order, examples)
  return examples
}
