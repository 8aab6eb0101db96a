import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { Dataset } from './dataset.ts'
import { modesDataset } from './mixture.ts'

/** `modes` round Gaussians evenly spaced on a circle. */
export function ring({ modes, radius, sd, points }: Extract<DataRecipe, { kind: 'ring' }>, seed: number): Dataset {
  const centres = Float64Array.from({ length: 2 * modes }, (_, index) => {
    const angle = (2 * Math.PI * (index >> 1)) / modes
    return radius * (index % 2 === 0 ? Math.cos(angle) : Math.sin(angle))
  })
  return modesDataset(centres, sd, points, seed)
}
