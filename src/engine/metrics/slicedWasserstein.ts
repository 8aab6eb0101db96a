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

/** Points (n × width, width 1 or 2) that others are compared with again and again, seen from fixed directions. */
export class SlicedPoints {
  readonly count: number
  #directions: (readonly [number, number])[]
  #sorted: Float64Array[]
  #width: 1 | 2

  constructor(points: Float32Array, width: 1 | 2, directions = 8) {
    this.count = points.length / width
    this.#width = width
    this.#directions = Array.from({ length: width === 1 ? 1 : directions }, (_, index) => {
      const angle = (Math.PI * index) / directions
      return [Math.cos(angle), Math.sin(angle)] as const
    })
    this.#sorted = this.#directions.map((direction) => this.#seen(points, direction))
  }

  /** The distance of the first points, as many as there are here, as `slicedWasserstein` has it; of those on a line the Wasserstein distance itself. */
  distance(points: Float32Array): number {
    const first = points.subarray(0, this.count * this.#width)
    let sum = 0
    for (const [index, direction] of this.#directions.entries()) {
      const [own, other] = [this.#sorted[index]!, this.#seen(first, direction)]
      for (let i = 0; i < this.count; i++) sum += (own[i]! - other[i]!) ** 2 / this.count
    }
    return Math.sqrt(sum / this.#directions.length)
  }

  #seen(points: Float32Array, [x, y]: readonly [number, number]): Float64Array {
    return this.#width === 2
      ? seen(points, x, y)
      : Float64Array.from({ length: this.count }, (_, index) => points[index]!).sort()
  }
}
