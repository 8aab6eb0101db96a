import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { Dataset } from './dataset.ts'
import { modesDataset } from './mixture.ts'

/** Two round Gaussians on the first axis; one where they lie on each other. */
export function twoGaussians(recipe: Extract<DataRecipe, { kind: 'twoGaussians' }>, seed: number): Dataset {
  const { distance, sd, points } = recipe
  const centres = distance === 0 ? [0, 0] : [-distance / 2, 0, distance / 2, 0]
  return modesDataset(Float64Array.from(centres), sd, points, seed)
}
