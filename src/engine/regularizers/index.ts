import type { RegularizerRecipe } from '../../contract/recipe/regularizers.ts'
import { dragan } from './dragan.ts'
import { gradientPenalty } from './gradientPenalty.ts'
import type { Penalty } from './penalty.ts'
import { r1 } from './r1.ts'

/** The penalty that a regulariser adds to D's loss. */
export function makePenalty(recipe: RegularizerRecipe): Penalty {
  switch (recipe.kind) {
    case 'gradientPenalty':
      return gradientPenalty(recipe)
    case 'r1':
      return r1(recipe)
    case 'dragan':
      return dragan(recipe)
  }
}
