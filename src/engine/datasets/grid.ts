import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { Dataset } from './dataset.ts'
import { modesDataset } from './mixture.ts'

type GridRecipe = Extract<DataRecipe, { kind: 'grid' }>

/** Centres on a square grid around the origin, m × 2. */
export function gridCentres({ side, spacing }: GridRecipe): Float64Array {
  const at = (index: number) => (index - (side - 1) / 2) * spacing
  return Float64Array.from({ length: 2 * side * side }, (_, index) => {
    const mode = index >> 1
    return at(index % 2 === 0 ? mode % side : Math.floor(mode / side))
  })
}

/** side × side round Gaussians on a square grid around the origin. */
export const grid = (recipe: GridRecipe, seed: number): Dataset =>
  modesDataset(gridCentres(recipe), recipe.sd, recipe.points, seed)
