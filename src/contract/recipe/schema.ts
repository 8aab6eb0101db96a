import { z } from 'zod'
import { autoencoderRecipeSchema } from './families/autoencoder.ts'
import { densityRecipeSchema } from './families/density.ts'
import { ganRecipeSchema } from './families/gan.ts'
import { vaeRecipeSchema } from './families/vae.ts'

/** One schema a family of models. Input that names no family is a GAN's: see `parseRecipe`. */
export const recipeSchema = z.discriminatedUnion('family', [
  ganRecipeSchema,
  autoencoderRecipeSchema,
  vaeRecipeSchema,
  densityRecipeSchema,
])

/** A recipe with every default filled in: all that decides what a run computes. */
export type Recipe = z.infer<typeof recipeSchema>
export type FamilyKind = Recipe['family']
export { dataSchema, type DataRecipe } from './data.ts'
export type { AutoencoderRecipe } from './families/autoencoder.ts'
export type { VaeRecipe } from './families/vae.ts'
export { densityRecipeSchema, type DensityObjective, type DensityRecipe } from './families/density.ts'
export { ganRecipeSchema, type GanRecipe, type LossKind, type LossRecipe } from './families/gan.ts'
export type { LayerRecipe } from './layers.ts'
export type { InitializationRecipe, LatentRecipe, NetworkRecipe, OptimizerRecipe } from './parts.ts'
