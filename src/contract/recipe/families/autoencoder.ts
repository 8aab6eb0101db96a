import { z } from 'zod'
import {
  commonParts,
  initializationSchema,
  latentSchema,
  networkSchema,
  optimizerSchema,
  scheduleParts,
} from '../parts.ts'

/**
 * An encoder, example → code, and a decoder, code → example, trained together to give back what they are fed (Rumelhart
 * et al. 1986; Hinton and Salakhutdinov 2006).
 */
export const autoencoderRecipeSchema = z.strictObject({
  ...commonParts,
  family: z.literal('autoencoder'),
  /** The random codes that examples are made from; its size is the code's width. */
  latent: latentSchema,
  encoder: networkSchema,
  decoder: networkSchema,
  initialization: initializationSchema.default({ kind: 'xavier' }),
  optimizer: optimizerSchema,
  schedule: z.strictObject(scheduleParts),
})

export type AutoencoderRecipe = z.infer<typeof autoencoderRecipeSchema>
