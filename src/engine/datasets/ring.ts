import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { Dataset } from './dataset.ts'
import { modesDataset } from './mixture.ts'

type RingRecipe = Extract<DataRecipe, { kind: 'ring' }>

/** Centres evenly spaced on a circle, m × 2. */
export const ringCentres = ({ modes, radius }: RingRecipe): Float64Array =>
  Float64Array.from({ length: 2 * modes }, (_, index) => {
    const angle = (2 * Math.PI * (index >> 1)) / modes
    return radius * (index % 2 === 0 ? Math.cos(angle) : Math.sin(angle))
  })

/** `modes` round Gaussians evenly spaced on a circle. */
export const ring = (recipe: RingRecipe, seed: number): Dataset =>
  modesDataset(ringCentres(recipe), recipe.sd, recipe.points, seed)
