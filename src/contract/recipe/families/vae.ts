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
 * A variational auto-encoder (Kingma and Welling, "Auto-encoding variational Bayes", 2014): the encoder gives a normal
 * distribution over codes, as mean and log-variance of each number of the code, and the decoder is fed a draw from it.
 */
export const vaeRecipeSchema = z.strictObject({
  ...commonParts,
  family: z.literal('vae'),
  /** Size of the code, whose prior is N(0, I): the kind has to be normal. */
  latent: latentSchema,
  /** Gives twice as many numbers as the code has: means, then log-variances. */
  encoder: networkSchema,
  decoder: networkSchema,
  initialization: initializationSchema.default({ kind: 'xavier' }),
  /** What an example is taken to be, given what the decoder makes of a code: normal around it, with this sd. */
  likelihood: z
    .strictObject({ kind: z.literal('gaussian').default('gaussian'), sd: z.number().positive().default(1) })
    .prefault({}),
  /** Weight β of the KL term: 1 is the bound on the likelihood itself; other weights are those of Higgins et al. 2017. */
  klWeight: z.number().min(0).max(1000).default(1),
  optimizer: optimizerSchema,
  schedule: z.strictObject(scheduleParts),
})

export type VaeRecipe = z.infer<typeof vaeRecipeSchema>
