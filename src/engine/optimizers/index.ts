import type { OptimizerRecipe } from '../../contract/recipe/schema.ts'
import { adam } from './adam.ts'
import type { Optimizer } from './optimizer.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

export type { Optimizer } from './optimizer.ts'

/** The update rule a recipe names. */
export function makeOptimizer(recipe: OptimizerRecipe): Optimizer {
  switch (recipe.kind) {
    case 'adam':
      return adam(recipe)
    case 'sgd':
      return sgd(recipe)
    case 'rmsprop':
      return rmsprop(recipe)
  }
}
