import { judgedWidth } from '../../contract/recipe/facts.ts'
import type { GanRecipe } from '../../contract/recipe/schema.ts'
import { findStabilizer, stabilizerPath } from '../../contract/recipe/stabilizers.ts'
import { makeNetwork, type Network } from '../networks/network.ts'
import { partOf } from '../origins.ts'
import { spectrallyNormalized } from '../stabilizers/spectralNorm.ts'

/** The two networks of a recipe's GAN. */
export function ganNetworks(recipe: GanRecipe): { generator: Network; discriminator: Network } {
  const discriminator = makeNetwork(recipe.discriminator, judgedWidth(recipe), 'discriminator')
  return {
    generator: makeNetwork(recipe.generator, recipe.latent.size, 'generator'),
    discriminator: findStabilizer(recipe.stabilizers, 'spectralNorm')
      ? partOf(stabilizerPath(recipe.stabilizers, 'spectralNorm'), spectrallyNormalized(discriminator))
      : discriminator,
  }
}
