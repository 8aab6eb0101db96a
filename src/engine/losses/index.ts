import type { LossRecipe } from '../../contract/recipe/schema.ts'
import { hinge } from './hinge.ts'
import { leastSquares } from './leastSquares.ts'
import type { Loss } from './loss.ts'
import { minimax } from './minimax.ts'
import { nonSaturating } from './nonSaturating.ts'
import { wasserstein } from './wasserstein.ts'

export type { Loss } from './loss.ts'

/** The objective a recipe names. */
export function makeLoss(recipe: LossRecipe): Loss {
  switch (recipe.kind) {
    case 'minimax':
      return minimax
    case 'nonSaturating':
      return nonSaturating
    case 'leastSquares':
      return leastSquares
    case 'hinge':
      return hinge
    case 'wasserstein':
      return wasserstein(recipe.clip)
  }
}
