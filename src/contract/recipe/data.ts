import { z } from 'zod'

const positive = z.number().positive()
const points = z.number().int().min(2).max(1_000_000)
const place = z.number().min(-1000).max(1000)

/** A finite sample of X = N·A + b with N standard normal, rows of two numbers: the article’s data (S9). */
const linearGaussian = z.strictObject({
  kind: z.literal('linearGaussian'),
  points: points.default(1000),
  /** A, 2 × 2, applied on the right. */
  matrix: z.tuple([z.tuple([z.number(), z.number()]), z.tuple([z.number(), z.number()])]).default([
    [1, 2],
    [-0.1, 0.5],
  ]),
  /** b. */
  mean: z.tuple([z.number(), z.number()]).default([1, 2]),
})

/** `modes` round Gaussians of standard deviation `sd`, evenly spaced on a circle. */
const ring = z.strictObject({
  kind: z.literal('ring'),
  modes: z.number().int().min(1).max(64).default(8),
  radius: positive.default(2),
  sd: positive.default(0.12),
  points: points.default(4000),
})

/** side × side round Gaussians on a square grid around the origin, `spacing` apart. */
const grid = z.strictObject({
  kind: z.literal('grid'),
  side: z.number().int().min(1).max(10).default(5),
  spacing: positive.default(1),
  sd: positive.default(0.05),
  points: points.default(5000),
})

/** Two round Gaussians on the first axis, `distance` apart, the origin halfway between them. */
const twoGaussians = z.strictObject({
  kind: z.literal('twoGaussians'),
  distance: z.number().min(0).max(1000).default(4),
  sd: positive.default(0.5),
  points: points.default(2000),
})

/** A spiral r = θ over one and a half turns, scaled to a radius of 2, with round noise. */
const swissRoll = z.strictObject({
  kind: z.literal('swissRoll'),
  noise: positive.default(0.08),
  points: points.default(4000),
})

/** Two interleaved half circles of radius 1, with round noise. */
const moons = z.strictObject({
  kind: z.literal('moons'),
  noise: positive.default(0.08),
  points: points.default(4000),
})

/** `arms` spiral arms around the origin, each turning `turns` times out to a radius of 2, with round noise. */
const spirals = z.strictObject({
  kind: z.literal('spirals'),
  arms: z.number().int().min(1).max(8).default(2),
  turns: z.number().positive().max(4).default(1),
  noise: positive.default(0.06),
  points: points.default(4000),
})

/** The dark squares of a board of side × side squares, each of side 1, around the origin; evenly filled. */
const checkerboard = z.strictObject({
  kind: z.literal('checkerboard'),
  side: z.number().int().min(1).max(8).default(4),
  points: points.default(4000),
})

/** One of the Gaussians of a mixture on a line: its place, its standard deviation, and its part among the weights. */
const bump = z.strictObject({ at: place, sd: positive, weight: positive.default(1) })

/** A mixture of Gaussians on a line: an example is one number. */
const line = z.strictObject({
  kind: z.literal('line'),
  gaussians: z
    .array(bump)
    .min(1)
    .max(12)
    .default([
      { at: -2, sd: 0.4, weight: 1 },
      { at: 0, sd: 0.4, weight: 2 },
      { at: 2.5, sd: 0.6, weight: 2 },
    ]),
  points: points.default(4000),
})

/** Points that a person has drawn, rows of two numbers; each is an example. */
const drawn = z.strictObject({
  kind: z.literal('drawn'),
  at: z
    .array(z.tuple([place, place]))
    .min(2)
    .max(5000),
  /** Examples made of them: each a point drawn at random with round noise of this standard deviation. */
  noise: z.number().min(0).max(100).default(0.05),
  points: points.default(2000),
})

/** MNIST's training images, 28 × 28, scaled to −1 … 1. */
const digits = z.strictObject({
  kind: z.literal('digits'),
  points: z.number().int().min(2).max(60_000).default(60_000),
})

/** Data that a person has brought is named by what it holds: see `DataSet.hash`. */
export const dataHash = /^[0-9a-f]{64}$/
const file = z.string().regex(dataHash, 'must name data that is kept here, by its 64 digits: import the file first')
/** Columns that an example is made of, at most. */
export const mostColumns = 256
/** The file's or folder's name, for people. */
const name = z.string().trim().min(1).max(120)

/** How columns are brought to a common size; `columnScale` says by which numbers, and so how to go back. */
const scalingKinds = ['standardize', 'range', 'none'] as const

/** Rows of a table of numbers that a person has brought. */
const table = z.strictObject({
  kind: z.literal('table'),
  file,
  name,
  /** Those an example is made of, in this order. */
  columns: z.array(z.string().min(1).max(200)).min(2).max(mostColumns),
  scaling: z.enum(scalingKinds).default('standardize'),
  /** What a picture shows of more than two columns: the two directions in which rows vary most, or the first two. */
  picture: z.enum(['principalAxes', 'firstColumns']).default('principalAxes'),
  /** Rows trained on, drawn at random where there are more. */
  points,
})

/** Pixels a side, at most. */
export const mostImageSide = 128
const imageSide = z.number().int().min(1).max(mostImageSide)

/** Grey images that a person has brought, scaled to −1 … 1. */
const images = z.strictObject({
  kind: z.literal('images'),
  file,
  name,
  width: imageSide,
  height: imageSide,
  channels: z.literal(1).default(1),
  /** Images trained on, drawn at random where there are more. */
  points,
})

export const dataSchema = z.discriminatedUnion('kind', [
  linearGaussian,
  ring,
  grid,
  twoGaussians,
  swissRoll,
  moons,
  spirals,
  checkerboard,
  line,
  drawn,
  digits,
  table,
  images,
])

export type DataRecipe = z.infer<typeof dataSchema>
export type DataKind = DataRecipe['kind']
export type TableRecipe = z.infer<typeof table>
export type ImagesRecipe = z.infer<typeof images>
/** Data that a person has brought. */
export type OwnDataRecipe = TableRecipe | ImagesRecipe
export type ScalingKind = (typeof scalingKinds)[number]

export const isOwnData = (data: DataRecipe): data is OwnDataRecipe => data.kind === 'table' || data.kind === 'images'

/** The data's name as people write it. */
export const dataNames: Record<DataKind, string> = {
  linearGaussian: 'Linear Gaussian',
  ring: 'Ring of Gaussians',
  grid: 'Grid of Gaussians',
  twoGaussians: 'Two Gaussians',
  swissRoll: 'Swiss roll',
  moons: 'Two moons',
  spirals: 'Spirals',
  checkerboard: 'Checkerboard',
  line: 'Gaussians on a line',
  drawn: 'Points drawn by hand',
  digits: 'Digits (MNIST)',
  table: 'Your own table',
  images: 'Your own images',
}

/** Its name in a table, with its size where that tells it apart: “Ring of 8”. */
export function shortDataName(data: DataRecipe): string {
  switch (data.kind) {
    case 'linearGaussian':
      return 'Gaussian'
    case 'ring':
      return `Ring of ${data.modes}`
    case 'grid':
      return `Grid of ${data.side ** 2}`
    case 'line':
      return `Line of ${data.gaussians.length}`
    case 'drawn':
      return 'Drawn points'
    case 'digits':
      return 'Digits'
    case 'table':
    case 'images':
      return data.name
    default:
      return dataNames[data.kind]
  }
}

/** Modes a sample can capture: separate Gaussians; null where the data has none. */
export function modeCount(data: DataRecipe): number | null {
  switch (data.kind) {
    case 'ring':
      return data.modes
    case 'grid':
      return data.side ** 2
    case 'twoGaussians':
      return data.distance === 0 ? 1 : 2
    case 'line':
      return data.gaussians.length
    default:
      return null
  }
}

/**
 * Whether the density that examples were drawn from is known and nowhere 0, so that its logarithm can be taken wherever
 * a model draws.
 */
export function knowsDensity(data: DataRecipe): boolean {
  switch (data.kind) {
    case 'linearGaussian': {
      const [[a, b], [c, d]] = data.matrix
      return a * d - b * c !== 0
    }
    case 'drawn':
      return data.noise > 0
    case 'checkerboard':
    case 'digits':
    case 'table':
    case 'images':
      return false
    default:
      return true
  }
}
