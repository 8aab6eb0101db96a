import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { Dataset } from './dataset.ts'
import { modesDataset } from './mixture.ts'

/** side × side round Gaussians on a square grid around the origin. */
export function grid({ side, spacing, sd, points }: Extract<DataRecipe, { kind: 'grid' }>, seed: number): Dataset {
  const at = (index: number) => (index - (side - 1) / 2) * spacing
  const centres = Float64Array.from({ length: 2 * side * side }, (_, index) => {
    const mode = index >> 1
    return at(index % 2 === 0 ? mode % side : Math.floor(mode / side))
  })
  return modesDataset(centres, sd, points, seed)
}
