import { networksOf } from '../../contract/recipe/facts.ts'
import type { AutoencoderRecipe } from '../../contract/recipe/schema.ts'
import { makeNetwork } from '../networks/network.ts'

/** The encoder and the decoder, in this order. */
export const autoencoderNetworks = (recipe: AutoencoderRecipe) =>
  networksOf(recipe).map(({ role, layers, inputs }) => ({ role, network: makeNetwork(layers, inputs) }))
