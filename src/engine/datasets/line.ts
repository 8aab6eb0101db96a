import type { Scene } from '../../contract/picture.ts'
import type { DataRecipe } from '../../contract/recipe/data.ts'
import { RandomStream } from '../random/stream.ts'
import type { Dataset } from './dataset.ts'
import { densityOf, type GaussianMixture } from './gaussianMixture.ts'

type LineRecipe = Extract<DataRecipe, { kind: 'line' }>

/** Cells of the line for which pictures keep a value. */
export const lineCells = 256
const shownPoints = 1000
/** Standard deviations of its outermost Gaussians that a picture shows on either side, and its margin. */
const [reach, margin] = [4, 0.06]

/** Centres of a range's cells. */
export function lineCentres([left, right]: readonly [number, number], cells = lineCells): Float32Array {
  return Float32Array.from({ length: cells }, (_, cell) => left + ((cell + 0.5) / cells) * (right - left))
}

export function lineMixture({ gaussians }: LineRecipe): GaussianMixture {
  const whole = gaussians.reduce((sum, { weight }) => sum + weight, 0)
  return {
    dimensions: 1,
    means: Float64Array.from(gaussians, ({ at }) => at),
    factors: Float64Array.from(gaussians.flatMap(({ sd }) => [sd, 0, 1])),
    weights: Float64Array.from(gaussians, ({ weight }) => weight / whole),
  }
}

/** The part of the line that holds all of the mixture that can be seen. */
function rangeOf(gaussians: LineRecipe['gaussians']): readonly [number, number] {
  const left = Math.min(...gaussians.map(({ at, sd }) => at - reach * sd))
  const right = Math.max(...gaussians.map(({ at, sd }) => at + reach * sd))
  const more = margin * (right - left)
  return [left - more, right + more]
}

/** Examples of a mixture of Gaussians on a line, one number each, each one's Gaussian drawn at random by its weight. */
export function line(recipe: LineRecipe, seed: number): Dataset {
  const { gaussians, points } = recipe
  const mixture = lineMixture(recipe)
  const density = densityOf(mixture)
  const stream = new RandomStream(seed, 'data')
  const chosen = stream.uniform(new Float64Array(points))
  const noise = stream.normal(new Float64Array(points))
  const examples = Float32Array.from(chosen, (share, index) => {
    let one = 0
    let left = share - mixture.weights[0]!
    while (left > 0 && one < gaussians.length - 1) left -= mixture.weights[++one]!
    return gaussians[one]!.at + gaussians[one]!.sd * noise[index]!
  })
  const range = rangeOf(gaussians)
  return {
    width: 1,
    count: points,
    moments: null,
    density,
    plane: null,
    heldOut: null,
    batch(indices, out, at = 0) {
      for (let row = 0; row < indices.length; row++) out[at + row] = examples[indices[row]!]!
    },
    scene: (): Scene => ({
      kind: 'line',
      range,
      real: examples.slice(0, shownPoints),
      density: lineCentres(range).map((x) => density(x, 0)),
      modes: Float32Array.from(gaussians, ({ at }) => at),
      sds: Float32Array.from(gaussians, ({ sd }) => sd),
      shares: Float32Array.from(mixture.weights),
    }),
  }
}
