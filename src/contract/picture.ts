import type { ColumnScale } from './dataSet.ts'

/** What the moving picture of a run is made of. All arrays are row-major. */

/** [left, right, bottom, top] in data units. */
export type Extent = readonly [number, number, number, number]

/**
 * What the directions of the plane stand for, where the data is a table's: two of its columns, in the networks' units,
 * or the two directions in which the rows, in those units, vary most.
 */
export type Axes =
  | {
      kind: 'columns'
      names: readonly [string, string]
      /** How to go back to the person's own units. */
      scales: readonly [ColumnScale, ColumnScale]
      /** Columns an example has. */
      of: number
    }
  | {
      kind: 'principal'
      /** Shares of the rows' variance that lie in the two directions. */
      shares: readonly [number, number]
      of: number
    }

/** Values at the centres of equally wide cells over a part of a line. */
export type Profile = Float32Array

/** The part of the picture that does not move: stored once a run. */
export type Scene =
  | {
      kind: 'points'
      extent: Extent
      /** Real examples, n × 2: all of them, or the first 1,000. */
      real: Float32Array
      /** Centres of the data's modes, m × 2, and their standard deviation, where the data has any. */
      modes?: Float32Array
      sd?: number
      axes?: Axes
      /** The density the data were drawn from, where the run is that of a density. */
      density?: Field
    }
  | {
      kind: 'line'
      /** [left, right] in data units. */
      range: readonly [number, number]
      /** Real examples, one number each: all of them, or the first 1,000. */
      real: Float32Array
      /** The density they were drawn from, over the range. */
      density: Profile
      /** Places of the data's modes, the standard deviation of each, and its share of the examples. */
      modes: Float32Array
      sds: Float32Array
      shares: Float32Array
    }
  | {
      kind: 'images'
      /** Real examples, n × (height · width), 0 black … 255 white. */
      real: Uint8Array
      width: number
      height: number
      /** The digit of each of the first real examples, also of ones beyond those shown. */
      labels?: Uint8Array
    }

/** D, or a density, over a square grid of the scene's extent, quantised to 8 bits. */
export interface Field {
  /** Cells a side. Row 0 is the bottom, column 0 the left; each value belongs to its cell's centre. */
  size: number
  values: Uint8Array
  /** What 0 and 255 stand for: probabilities 0 and 1, or the lowest and highest score of a critic. */
  low: number
  high: number
  /** The value that means "can't tell": 0.5, 0 for hinge, or halfway between the critic's mean real and mean fake score. */
  middle: number
  /** Whether values are probabilities of being real; else they are scores on a scale of their own. */
  probability: boolean
  /** Whether it is a density, from 0 to its highest value; there is no D then. */
  density?: boolean
}

/** What D says along a line, and what the best D would say where the generator's density is known. */
export interface Judgement extends Pick<Field, 'low' | 'high' | 'middle' | 'probability'> {
  values: Profile
  best?: Profile
}

/** Examples at most whose places in a plane of codes a frame holds, and a scene their labels. */
export const codedExamples = 500

/** Where examples lie in a plane of codes, and what lies there. */
export interface CodePlane {
  /** [left, right, bottom, top], a square around 0. */
  extent: Extent
  /** What random codes are drawn from: N(0, I), or evenly from the square of ±1. */
  prior: 'normal' | 'uniform'
  /** Codes of the data's first examples, n × 2. */
  codes: Float32Array
  /** Images decoded from the centres of side × side cells of the extent, row 0 at the bottom, as bytes; images only. */
  decoded?: Uint8Array
  side: number
}

/** What a picture shows: examples made, what comes back of real ones, or the plane of codes. */
export type PicturePart = 'made' | 'reconstructions' | 'codes'

/** One moment of the generator or decoder, made from the run's fixed latent bank. */
export interface Frame {
  step: number
  /** n × 2 in data units for points, n numbers on a line; n × (height · width), 0 … 255, for images. */
  samples: Float32Array | Uint8Array
  field?: Field
  /** What comes back of the scene's first real examples, in the form of `samples`: of auto-encoders. */
  reconstructions?: Float32Array | Uint8Array
  /** Of codes of two numbers. */
  plane?: CodePlane
  /** On a line: D. */
  judgement?: Judgement
  /** On a line: the model's own density over the scene's range, where it has one. */
  density?: Profile
}
