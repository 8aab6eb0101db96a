import { z } from 'zod'

const activation = z.enum(['linear', 'relu', 'leakyRelu', 'tanh', 'sigmoid', 'elu', 'gelu', 'softplus'])

/** Applied to the layer's sums, number by number. */
const activated = {
  activation: activation.default('linear'),
  /** Slope of leaky ReLU below zero; 0.2 unless given. Only with leakyRelu. */
  slope: z.number().min(0).lt(1).optional(),
}

/** Whether a bias is added; true unless given. Of no use before a normalisation, which takes it away again. */
const bias = z.boolean().optional()

const channels = z.number().int().min(1).max(4096)

/** A square window over an image. */
const windowed = {
  /** Its side in pixels. */
  kernel: z.number().int().min(1).max(28).default(4),
  stride: z.number().int().min(1).max(8).default(2),
  /**
   * same: zeros around the image, so that its side is divided by the stride (conv, rounded up) or multiplied by it
   * (convTranspose), as in TensorFlow; valid: none.
   */
  padding: z.enum(['same', 'valid']).default('same'),
  bias,
  ...activated,
}

const epsilon = z.number().positive().default(1e-5)

/** One schema a kind of layer. The first key names the kind; no other kind has it. */
export const layerSchemas = [
  z.strictObject({
    /** Units, each fed every number of the row before. */
    dense: z.number().int().min(1).max(16_384),
    bias,
    ...activated,
  }),
  z.strictObject({
    /** Channels made of an image [height, width, channels]. */
    conv: channels,
    ...windowed,
  }),
  z.strictObject({
    /** Channels made by the transpose of a convolution: a stride above 1 makes the image larger. */
    convTranspose: channels,
    ...windowed,
  }),
  z.strictObject({
    /** Normalises each unit, or each channel of an image, over the batch (Ioffe and Szegedy 2015). */
    batchNorm: z.literal(true),
    /** Share of the newest batch in the running mean and variance, which are used outside training. */
    momentum: z.number().min(0).max(1).default(0.1),
    epsilon,
    ...activated,
  }),
  z.strictObject({
    /** Normalises each example over all its numbers (Ba et al. 2016); one scale and shift a unit or channel. */
    layerNorm: z.literal(true),
    epsilon,
    ...activated,
  }),
  z.strictObject({
    /** Share of the numbers set to 0 while training; the rest grow by 1 / (1 − share) (Srivastava et al. 2014). */
    dropout: z.number().min(0).lt(1),
  }),
  z.strictObject({
    /** Any shape as one row of numbers. */
    flatten: z.literal(true),
  }),
  z.strictObject({
    /** A row as an image [height, width, channels]; or, with one length, the other way round. */
    reshape: z.array(z.number().int().min(1).max(16_384)).min(1).max(3),
  }),
] as const

export const layerSchema = z.union(layerSchemas)

export type LayerRecipe = z.infer<typeof layerSchema>
export type Activation = z.infer<typeof activation>

type KeyOf<T> = T extends unknown ? keyof T : never
/** The key that names a layer's kind. */
export type LayerKind = Exclude<
  KeyOf<LayerRecipe>,
  'activation' | 'slope' | 'bias' | 'kernel' | 'stride' | 'padding' | 'momentum' | 'epsilon'
>
export type LayerOf<Kind extends LayerKind> = Kind extends unknown ? Extract<LayerRecipe, Record<Kind, unknown>> : never

export const layerKinds = layerSchemas.map(({ shape }) => Object.keys(shape)[0]) as LayerKind[]

/** The layer's kind. */
export function layerKind(layer: LayerRecipe): LayerKind {
  return layerKinds.find((kind) => kind in layer)!
}

/** The layer's activation; linear where its kind has none. */
export function activationOf(layer: LayerRecipe): Activation {
  return 'activation' in layer ? layer.activation : 'linear'
}

/** A kind's name as people write it. */
export const layerNames: Record<LayerKind, string> = {
  dense: 'Dense',
  conv: 'Conv',
  convTranspose: 'Convᵀ',
  batchNorm: 'Batch norm',
  layerNorm: 'Layer norm',
  dropout: 'Dropout',
  flatten: 'Flatten',
  reshape: 'Reshape',
}
