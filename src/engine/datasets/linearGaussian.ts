import type { Moments } from '../../contract/api.ts'
import type { DataRecipe } from '../../contract/recipe/data.ts'
import { RandomStream } from '../random/stream.ts'
import type { Dataset } from './dataset.ts'
import { gaussian } from './density.ts'
import { pointsDataset } from './points.ts'

type GaussianRecipe = Extract<DataRecipe, { kind: 'linearGaussian' }>

/** Mean b and covariance AᵀA. */
export function linearGaussianMoments({ matrix, mean }: GaussianRecipe): Moments {
  const [[a, b], [c, d]] = matrix
  return [...mean, a * a + c * c, a * b + c * d, b * b + d * d]
}

/** X = N·A + b with N standard normal, n × 2: a Gaussian of mean b and covariance AᵀA. */
export function linearGaussian(recipe: GaussianRecipe, seed: number): Dataset {
  const [[a, b], [c, d]] = recipe.matrix
  const [meanX, meanY] = recipe.mean
  const noise = new RandomStream(seed, 'data').normal(new Float64Array(2 * recipe.points))
  const points = new Float32Array(2 * recipe.points)
  for (let i = 0; i < points.length; i += 2) {
    points[i] = noise[i]! * a + noise[i + 1]! * c + meanX
    points[i + 1] = noise[i]! * b + noise[i + 1]! * d + meanY
  }
  const moments = linearGaussianMoments(recipe)
  return pointsDataset(points, {
    moments,
    // A matrix without an inverse puts all points on a line, which has no density.
    density: a * d - b * c === 0 ? null : gaussian([meanX, meanY], [moments[2], moments[3], moments[4]]),
  })
}
