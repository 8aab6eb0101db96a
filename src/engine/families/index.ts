import type { Recipe } from '../../contract/recipe/schema.ts'
import { autoencoderFamily } from './autoencoderFamily.ts'
import type { Family } from './family.ts'
import { ganFamily } from './ganFamily.ts'

/** The kind of model a recipe names. */
export function makeFamily(recipe: Recipe): Family {
  switch (recipe.family) {
    case 'gan':
      return ganFamily(recipe)
    case 'autoencoder':
      return autoencoderFamily(recipe)
  }
}
