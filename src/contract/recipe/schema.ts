import { z } from 'zod'
import { dataSchema } from './data.ts'
import { layerSchema } from './layers.ts'
import { regularizersSchema } from './regularizers.ts'
import { stabilizersSchema } from './stabilizers.ts'

// Zod compiles validators with `new Function` by default, which the page's content-security policy forbids.
z.config({ jitless: true })

const positive = z.number().positive()
const fraction = z.number().min(0).lt(1)

const network = z.array(layerSchema).min(1).max(16)

const initialization = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('normal'), sd: positive.default(0.02) }),
  z.strictObject({ kind: z.literal('xavier') }),
  z.strictObject({ kind: z.literal('he') }),
  z.strictObject({ kind: z.literal('orthogonal'), gain: positive.default(1) }),
])

const loss = z.discriminatedUnion('kind', [
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

const learningRate = z.number().min(0).max(100)

const optimizer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('adam'),
    learningRate,
    beta1: fraction.default(0.9),
    beta2: fraction.default(0.999),
    epsilon: positive.default(1e-8),
  }),
  z.strictObject({ kind: z.literal('sgd'), learningRate, momentum: fraction.default(0) }),
  z.strictObject({
    kind: z.literal('rmsprop'),
    learningRate,
    decay: fraction.default(0.9),
    epsilon: positive.default(1e-8),
  }),
])

const schedule = z.strictObject({
  /** Generator steps. */
  steps: z.number().int().min(1).max(10_000_000),
  batch: z.number().int().min(1).max(65_536),
  /** Discriminator steps before each generator step (k of Goodfellow et al. 2014, algorithm 1). */
  discriminatorSteps: z.number().int().min(1).max(100).default(1),
  /** Whether G's step draws fresh noise or reuses the fake batch D has just seen. */
  fakeBatch: z.enum(['fresh', 'same']).default('fresh'),
  /** Most pictures kept of the run, step 0 included. */
  snapshots: z.number().int().min(2).max(240).default(240),
})

export const recipeSchema = z.strictObject({
  version: z.literal(1).default(1),
  name: z.string().trim().min(1).max(120),
  family: z.literal('gan').default('gan'),
  data: dataSchema,
  latent: z
    .strictObject({
      kind: z.enum(['normal', 'uniform']).default('normal'),
      size: z.number().int().min(1).max(1024).default(2),
    })
    .prefault({}),
  generator: network,
  discriminator: network,
  initialization: initialization.default({ kind: 'xavier' }),
  loss,
  regularizers: regularizersSchema.default([]),
  stabilizers: stabilizersSchema.default([]),
  optimizers: z.strictObject({ generator: optimizer, discriminator: optimizer }),
  schedule,
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
})

/** A recipe with every default filled in: all that decides what a run computes. */
export type Recipe = z.infer<typeof recipeSchema>
export { dataSchema, type DataRecipe } from './data.ts'
export type { LayerRecipe } from './layers.ts'
export type LossRecipe = Recipe['loss']
export type LossKind = LossRecipe['kind']
export type OptimizerRecipe = Recipe['optimizers']['generator']
export type InitializationRecipe = Recipe['initialization']
