import { z } from 'zod'
import { commonParts, optimizerSchema, scheduleParts } from '../parts.ts'

const modelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('gaussian') }),
  z.strictObject({ kind: z.literal('mixture'), components: z.number().int().min(2).max(16).default(4) }),
])

/** How a model lies at first. */
const startSchema = z
  .strictObject({
    /** Where, as many numbers as an example has; the origin where it is left out. */
    mean: z.array(z.number().min(-1000).max(1000)).min(1).max(2).optional(),
    /** Standard deviation of the normal numbers by which each Gaussian's mean is moved away from there. */
    scatter: z.number().min(0).max(1000).default(1),
    /** Standard deviation of each Gaussian, the same in all directions. */
    sd: z.number().positive().max(1000).default(1),
  })
  .prefault({})

/** What is lowered: an estimate from the batch of KL(p ‖ q) + a constant, of KL(q ‖ p), or of JSD(p, q). */
const objectiveSchema = z.enum(['likelihood', 'reverseKl', 'jsd'])

/** A density with a formula, fitted to points of a line or of the plane: one Gaussian of any covariance, or several. */
export const densityRecipeSchema = z.strictObject({
  ...commonParts,
  family: z.literal('density'),
  model: modelSchema,
  start: startSchema,
  objective: objectiveSchema.default('likelihood'),
  optimizer: optimizerSchema,
  schedule: z.strictObject(scheduleParts),
})

export type DensityRecipe = z.infer<typeof densityRecipeSchema>
export type DensityObjective = DensityRecipe['objective']
