import { layerSchemas, layerKind, type Activation, type LayerKind } from '../../src/contract/recipe/layers.ts'
import { regularizerSchema, type RegularizerKind } from '../../src/contract/recipe/regularizers.ts'
import { stabilizerSchema, type StabilizerKind } from '../../src/contract/recipe/stabilizers.ts'
import {
  ganRecipeSchema,
  type LossKind,
  type OptimizerRecipe,
  type GanRecipe,
  type Recipe,
  recipeSchema,
} from '../../src/contract/recipe/schema.ts'
import { densityObjectives } from '../engine/densityRecipes.ts'
import { validKindsAt } from '../../src/contract/recipe/shape.ts'

/** Every kind that the schema knows, of all that the audit computes again. */
export const everyKind = {
  density: densityObjectives as string[],
  model: validKindsAt(recipeSchema, { family: 'density' }, ['model']),
  family: recipeSchema.options
    .map(({ shape }) => shape.family)
    .flatMap((family) => ('unwrap' in family ? family.unwrap().value : family.value)),
  loss: validKindsAt(ganRecipeSchema, {}, ['loss']) as LossKind[],
  regularizer: regularizerSchema.options.map(({ shape }) => shape.kind.value) as RegularizerKind[],
  stabilizer: stabilizerSchema.options.map(({ shape }) => shape.kind.value) as StabilizerKind[],
  optimizer: validKindsAt(ganRecipeSchema, { optimizers: {} }, [
    'optimizers',
    'generator',
  ]) as OptimizerRecipe['kind'][],
  layer: layerSchemas.map(({ shape }) => Object.keys(shape)[0]) as LayerKind[],
  activation: layerSchemas[0].shape.activation.unwrap().options as readonly Activation[],
  latent: ganRecipeSchema.shape.latent.unwrap().shape.kind.unwrap().options,
  fakeBatch: ganRecipeSchema.shape.schedule.shape.fakeBatch.unwrap().options,
}

function kindsOfGan(
  recipe: GanRecipe,
): Record<Exclude<keyof typeof everyKind, 'family' | 'density' | 'model'>, string[]> {
  const layers = [...recipe.generator, ...recipe.discriminator]
  return {
    loss: [recipe.loss.kind],
    regularizer: recipe.regularizers.map(({ kind }) => kind),
    stabilizer: recipe.stabilizers.map(({ kind }) => kind),
    optimizer: [recipe.optimizers.generator.kind, recipe.optimizers.discriminator.kind],
    layer: layers.map(layerKind),
    activation: layers.map((layer) => ('activation' in layer ? layer.activation : 'linear')),
    latent: [recipe.latent.kind],
    fakeBatch: [recipe.schedule.fakeBatch],
  }
}

/** The kinds that one recipe uses. */
export function kindsOf(recipe: Recipe): Partial<Record<keyof typeof everyKind, string[]>> {
  const family = [recipe.family]
  if (recipe.family === 'gan') return { family, ...kindsOfGan(recipe) }
  return recipe.family === 'density' ? { family, density: [recipe.objective], model: [recipe.model.kind] } : { family }
}
