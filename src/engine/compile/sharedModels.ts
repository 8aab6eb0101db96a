import type { Recipe } from '../../contract/recipe/schema.ts'
import { CompiledModels } from './models.ts'
import { recipeShape } from './recipeShape.ts'

/** Shapes of recipes whose models are kept in this process: more than a lesson has. */
const most = 16

const shared = new Map<string, CompiledModels>()

/** What this process has compiled for recipes of the same shape. */
export function sharedModels(recipe: Recipe): CompiledModels {
  const shape = recipeShape(recipe)
  const models = shared.get(shape) ?? new CompiledModels()
  // The one used last comes last.
  shared.delete(shape)
  shared.set(shape, models)
  if (shared.size > most) shared.delete(shared.keys().next().value!)
  return models
}
