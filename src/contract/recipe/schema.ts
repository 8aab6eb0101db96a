import { z } from 'zod'

// Zod compiles validators with `new Function` by default, which the page's content-security policy forbids.
z.config({ jitless: true })

const positive = z.number().positive()
const fraction = z.number().min(0).lt(1)
const points = z.number().int().min(2).max(1_000_000)

/** A finite sample of X = N·A + b with N standard normal, rows of two numbers: the article’s data (S9). */
const linearGaussian = z.strictObject({
  kind: z.literal('linearGaussian'),
  points: points.default(1000),
  /** A, 2 × 2, applied on the right. */
  matrix: z.tuple([z.tuple([z.number(), z.number()]), z.tuple([z.number(), z.number()])]).default([
    [1, 2],
    [-0.1, 0.5],
  ]),
  /** b. */
  mean: z.tuple([z.number(), z.number()]).default([1, 2]),
})

/** `modes` round Gaussians of standard deviation `sd`, evenly spaced on a circle. */
const ring = z.strictObject({
  kind: z.literal('ring'),
  modes: z.number().int().min(1).max(64).default(8),
  radius: positive.default(2),
  sd: positive.default(0.12),
  points: points.default(4000),
})

/** MNIST's training images, 28 × 28, scaled to −1 … 1. */
const digits = z.strictObject({
  kind: z.literal('digits'),
  points: z.number().int().min(2).max(60_000).default(60_000),
})

export const dataSchema = z.discriminatedUnion('kind', [linearGaussian, ring, digits])

const activation = z.enum(['linear', 'relu', 'leakyRelu', 'tanh', 'sigmoid'])

const layer = z.strictObject({
  /** Units of the dense layer. */
  dense: z.number().int().min(1).max(4096),
  activation: activation.default('linear'),
  /** Slope of leaky ReLU below zero; 0.2 unless given. Only with leakyRelu. */
  slope: fraction.optional(),
})

const network = z.array(layer).min(1).max(16)

const initialization = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('normal'), sd: positive.default(0.02) }),
  z.strictObject({ kind: z.literal('xavier') }),
  z.strictObject({ kind: z.literal('he') }),
])

const loss = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('nonSaturating') }),
  z.strictObject({ kind: z.literal('minimax') }),
  z.strictObject({ kind: z.literal('leastSquares') }),
  z.strictObject({ kind: z.literal('hinge') }),
  z.strictObject({
    kind: z.literal('wasserstein'),
    /** Every weight and bias of the critic is kept within ± clip after its step (Arjovsky et al. 2017). */
    clip: positive.default(0.01),
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
  optimizers: z.strictObject({ generator: optimizer, discriminator: optimizer }),
  schedule,
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
})

/** A recipe with every default filled in: all that decides what a run computes. */
export type Recipe = z.infer<typeof recipeSchema>
export type DataRecipe = Recipe['data']
export type LayerRecipe = z.infer<typeof layer>
export type Activation = z.infer<typeof activation>
export type LossRecipe = Recipe['loss']
export type LossKind = LossRecipe['kind']
export type OptimizerRecipe = Recipe['optimizers']['generator']
export type InitializationRecipe = Recipe['initialization']
