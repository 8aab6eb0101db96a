import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { Dataset } from './dataset.ts'
import { roundMixture } from './density.ts'
import { drawMixture, mixtureMoments } from './mixture.ts'
import { pointsDataset } from './points.ts'

/** Points a person drew, each example one of them with round noise. */
export function drawn({ at, noise, points }: Extract<DataRecipe, { kind: 'drawn' }>, seed: number): Dataset {
  const centres = Float64Array.from(at.flat())
  return pointsDataset(drawMixture(centres, noise, points, seed), {
    moments: mixtureMoments(centres, noise),
    density: noise > 0 ? roundMixture(centres, noise) : null,
  })
}
