import { z } from 'zod'
import {
  commonParts,
  initializationSchema,
  latentSchema,
  networkSchema,
  optimizerSchema,
  scheduleParts,
} from '../parts.ts'
import { regularizersSchema } from '../regularizers.ts'
import { stabilizersSchema } from '../stabilizers.ts'

const positive = z.number().positive()

const lossSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('nonSaturating') }),
  z.strictObject({ kind: z.literal('minimax') }),
  z.strictObject({ kind: z.literal('leastSquares') }),
  z.strictObject({ kind: z.literal('hinge') }),
  z.strictObject({
    kind: z.literal('wasserstein'),
    /**
     * Every weight and bias of the critic is kept within ± clip after its step (Arjovsky et al. 2017); null where a
     * regulariser bounds it instead.
     */
    clip: positive.nullable().default(0.01),
  }),
])

/** A generator against a discriminator (Goodfellow et al. 2014). The family of recipes that name none. */
export const ganRecipeSchema = z.strictObject({
  ...commonParts,
  family: z.literal('gan').default('gan'),
  latent: latentSchema,
  generator: networkSchema,
  discriminator: networkSchema,
  initialization: initializationSchema.default({ kind: 'xavier' }),
  loss: lossSchema,
  regularizers: regularizersSchema.default([]),
  stabilizers: stabilizersSchema.default([]),
  optimizers: z.strictObject({ generator: optimizerSchema, discriminator: optimizerSchema }),
  schedule: z.strictObject({
    ...scheduleParts,
    /** Discriminator steps before each generator step (k of Goodfellow et al. 2014, algorithm 1). */
    discriminatorSteps: z.number().int().min(1).max(100).default(1),
    /** Whether G's step draws fresh noise or reuses the fake batch D has just seen. */
    fakeBatch: z.enum(['fresh', 'same']).default('fresh'),
  }),
})

export type GanRecipe = z.infer<typeof ganRecipeSchema>
export type LossRecipe = GanRecipe['loss']
export type LossKind = LossRecipe['kind']
