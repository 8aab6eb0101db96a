import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { Dataset } from './dataset.ts'
import { modesDataset } from './mixture.ts'

type TwoRecipe = Extract<DataRecipe, { kind: 'twoGaussians' }>

/** Two centres on the first axis; one where they lie on each other. */
export const twoCentres = ({ distance }: TwoRecipe): Float64Array =>
  Float64Array.from(distance === 0 ? [0, 0] : [-distance / 2, 0, distance / 2, 0])

/** Two round Gaussians on the first axis; one where they lie on each other. */
export const twoGaussians = (recipe: TwoRecipe, seed: number): Dataset =>
  modesDataset(twoCentres(recipe), recipe.sd, recipe.points, seed)
