import { networksOf } from '../../../src/contract/recipe/facts.ts'
import type { Recipe } from '../../../src/contract/recipe/schema.ts'

/** What begins the names of a recipe's trained tensors: its networks' roles, or the one of a density. */
export const trainedRoles = (recipe: Recipe): [string, ...string[]] =>
  recipe.family === 'density' ? ['model'] : (networksOf(recipe).map(({ role }) => role) as [string, ...string[]])
