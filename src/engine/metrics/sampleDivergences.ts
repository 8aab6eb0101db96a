import type { Scene } from '../../contract/picture.ts'
import type { Density } from '../datasets/density.ts'
import { kernelLineMasses, kernelMasses } from './kernelEstimate.ts'
import { makePlane } from './plane.ts'

export interface Estimates {
  forward: number
  /** Null where the data's density is 0 somewhere: it would be infinite. */
  reverse: number | null
  jsd: number
}

/** Cells a side of the plane, and of a line; of the plane each is made of smaller ones for the data's own masses. */
const [planeCells, lineCells, within] = [160, 1024, 3]
/** Gaussians of a density above which a cell's middle alone stands for it. */
const mostGaussians = 250

type Points = Extract<Scene, { kind: 'points' | 'line' }>

/** Mean of a density over the cell around (x, y). */
function cellMean(density: Density, x: number, y: number, wide: number, high: number, parts: number): number {
  let sum = 0
  for (let row = 0; row < parts; row++) {
    for (let column = 0; column < parts; column++) {
      sum += density(x + ((column + 0.5) / parts - 0.5) * wide, y + ((row + 0.5) / parts - 0.5) * high)
    }
  }
  return sum / parts ** 2
}

/**
 * Divergences of samples from the density that the data were drawn from, in nat, on a grid over the picture: the samples'
 * density is estimated by a round Gaussian of standard deviation `bandwidth` on each (Parzen 1962). What lies beyond the
 * picture is where the data are not.
 */
export class SampleDivergences {
  #masses: (points: Float32Array, bandwidth: number) => Float64Array
  #bandwidth: number
  /** The data's masses of the cells, and their logarithms as they are at the cells' middles. */
  #p: Float64Array
  #logs: Float64Array
  #smooth: boolean
  #area: number

  /** `smooth`: whether the density is nowhere 0. */
  constructor(
    scene: Points,
    density: Density,
    bandwidth: number,
    { smooth, gaussians }: { smooth: boolean; gaussians: number },
  ) {
    this.#bandwidth = bandwidth
    this.#smooth = smooth
    if (scene.kind === 'line') {
      const [left, right] = scene.range
      const wide = (right - left) / lineCells
      this.#area = wide
      this.#masses = (points, sd) => kernelLineMasses(scene.range, lineCells, points, sd)
      const at = (cell: number) => density(left + (cell + 0.5) * wide, 0)
      this.#p = Float64Array.from({ length: lineCells }, (_, cell) => at(cell) * wide)
    } else {
      const plane = makePlane(scene.extent, planeCells)
      const [left, right, bottom, top] = scene.extent
      const [wide, high] = [(right - left) / planeCells, (top - bottom) / planeCells]
      const parts = gaussians > mostGaussians ? 1 : within
      this.#area = plane.area
      this.#masses = (points, sd) => kernelMasses(plane, points, sd)
      this.#p = Float64Array.from({ length: planeCells ** 2 }, (_, cell) => {
        const [x, y] = [plane.centres[2 * cell]!, plane.centres[2 * cell + 1]!]
        return cellMean(density, x, y, wide, high, parts) * plane.area
      })
    }
    this.#logs = this.#p.map((mass) => Math.log(Math.max(mass, Number.MIN_VALUE)))
  }

  /** Of n samples. */
  estimate(samples: Float32Array, count: number): Estimates {
    const q = this.#masses(samples, this.#bandwidth)
    const p = this.#p
    // As if one sample more were spread evenly: what no sample is near to is improbable, not impossible.
    const even = 1 / (count + 1) / p.length
    let [inside, forward, reverse, jsd] = [0, 0, 0, 0]
    for (let cell = 0; cell < p.length; cell++) {
      const [a, b] = [p[cell]!, q[cell]!]
      if (a < 1e-14 && b === 0) continue
      inside += b
      const both = a + b
      if (a > 0) {
        forward += a * (this.#logs[cell]! - Math.log((b * count) / (count + 1) + even))
        jsd += (a * Math.log((2 * a) / both)) / 2
      }
      if (b > 0) {
        reverse += b * (Math.log(b) - this.#logs[cell]!)
        jsd += (b * Math.log((2 * b) / both)) / 2
      }
    }
    // Beyond the picture there are no data; each of those samples is taken to be by itself.
    const beyond = Math.max(0, 1 - inside)
    jsd += (beyond * Math.LN2) / 2
    reverse += beyond * (Math.log(this.#area / count) - Math.log(Number.MIN_VALUE))
    return { forward, reverse: this.#smooth ? reverse : null, jsd }
  }
}
