import { networksOf } from '../../contract/recipe/facts.ts'
import type { AutoencoderRecipe, VaeRecipe } from '../../contract/recipe/schema.ts'
import { makeNetwork } from '../networks/network.ts'

/** A recipe of an encoder, example → code, and a decoder, code → example. */
export type CodingRecipe = AutoencoderRecipe | VaeRecipe

/** The encoder and the decoder, in this order. */
export const codingNetworks = (recipe: CodingRecipe) =>
  networksOf(recipe).map(({ role, layers, inputs }) => ({ role, network: makeNetwork(layers, inputs, role) }))
