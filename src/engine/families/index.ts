import type { Recipe } from '../../contract/recipe/schema.ts'
import { codingFamily } from './codingFamily.ts'
import { densityFamily } from './densityFamily.ts'
import type { Family } from './family.ts'
import { ganFamily } from './ganFamily.ts'

/** The kind of model a recipe names. */
export function makeFamily(recipe: Recipe): Family {
  switch (recipe.family) {
    case 'gan':
      return ganFamily(recipe)
    case 'autoencoder':
    case 'vae':
      return codingFamily(recipe)
    case 'density':
      return densityFamily(recipe)
  }
}
