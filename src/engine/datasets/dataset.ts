import type { Moments } from '../../contract/api.ts'
import type { Scene } from '../../contract/picture.ts'
import type { Density } from './density.ts'

/** Two directions among the numbers of an example, 2 × width: a row's place in a picture is its product with each. */
export type Plane = Float32Array

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
  /** Its density, where it is known and the examples are points of the plane, or of a line, which has no y. */
  readonly density: Density | null
  /** What a picture shows of examples of more than two numbers; null for points of the plane and images. */
  readonly plane: Plane | null
  /**
   * Examples of the same kind that no run trains on, n × width; null where others can be drawn with another seed, and
   * where there are none left.
   */
  readonly heldOut: Float32Array | null
}

/** Where examples of `width` numbers lie in a plane, n × 2. */
export function projected(examples: Float32Array, plane: Plane): Float32Array {
  const width = plane.length / 2
  const places = new Float32Array((examples.length / width) * 2)
  for (let row = 0; row < places.length / 2; row++) {
    for (let axis = 0; axis < 2; axis++) {
      let sum = 0
      for (let i = 0; i < width; i++) sum += examples[row * width + i]! * plane[axis * width + i]!
      places[2 * row + axis] = sum
    }
  }
  return places
}

/** The first examples of a data set, at most `most`, one after the other. */
export function firstExamples(dataset: Dataset, most: number): Float32Array {
  const count = Math.min(most, dataset.count)
  const examples = new Float32Array(count * dataset.width)
  dataset.batch(
    Uint32Array.from({ length: count }, (_, index) => index),
    examples,
  )
  return examples
}

/** All of a data set's examples one after the other, count × width. */
export const allExamples = (dataset: Dataset): Float32Array => firstExamples(dataset, dataset.count)
