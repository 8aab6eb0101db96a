import { z } from 'zod'
import { dataSchema } from './data.ts'
import { layerSchema } from './layers.ts'

// Zod compiles validators with `new Function` by default, which the page's content-security policy forbids.
z.config({ jitless: true })

const positive = z.number().positive()
const fraction = z.number().min(0).lt(1)

/** Layers, first to last. */
export const networkSchema = z.array(layerSchema).min(1).max(16)

/** How weights are drawn; biases begin at 0. */
export const initializationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('normal'), sd: positive.default(0.02) }),
  z.strictObject({ kind: z.literal('xavier') }),
  z.strictObject({ kind: z.literal('he') }),
  z.strictObject({ kind: z.literal('orthogonal'), gain: positive.default(1) }),
])

const learningRate = z.number().min(0).max(100)

export const optimizerSchema = z.discriminatedUnion('kind', [
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

/** What a decoder or generator is fed when examples are to be made. */
export const latentSchema = z
  .strictObject({
    kind: z.enum(['normal', 'uniform']).default('normal'),
    size: z.number().int().min(1).max(1024).default(2),
  })
  .prefault({})

/** Of every family's schedule. */
export const scheduleParts = {
  /** Updates: of the generator, of the model. */
  steps: z.number().int().min(1).max(10_000_000),
  batch: z.number().int().min(1).max(65_536),
  /** Most pictures kept of the run, step 0 included. */
  snapshots: z.number().int().min(2).max(240).default(240),
}

/** What recipes of every family have. */
export const commonParts = {
  version: z.literal(1).default(1),
  name: z.string().trim().min(1).max(120),
  data: dataSchema,
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
}

export type NetworkRecipe = z.infer<typeof networkSchema>
export type InitializationRecipe = z.infer<typeof initializationSchema>
export type OptimizerRecipe = z.infer<typeof optimizerSchema>
export type LatentRecipe = z.infer<typeof latentSchema>
