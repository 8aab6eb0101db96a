import { autoencoderRecipeSchema } from '../../contract/recipe/families/autoencoder.ts'
import { vaeRecipeSchema } from '../../contract/recipe/families/vae.ts'
import {
  ganRecipeSchema,
  type AutoencoderRecipe,
  type GanRecipe,
  type VaeRecipe,
} from '../../contract/recipe/schema.ts'

interface Form {
  quick: boolean
  seed: number
}

const data = { kind: 'digits', points: 60_000 }
const adam = { kind: 'adam', learningRate: 0.001 }

/** Networks, steps and batch of an encoder and a decoder of one hidden layer each, in full and in the quick form. */
function coding({ quick, seed }: Form, size: number, encoded: number) {
  const hidden = quick ? 256 : 512
  return {
    data,
    latent: { size },
    encoder: [{ dense: hidden, activation: 'relu' }, { dense: encoded }],
    decoder: [
      { dense: hidden, activation: 'relu' },
      { dense: 784, activation: 'tanh' },
    ],
    optimizer: adam,
    schedule: quick ? { steps: 1000, batch: 64 } : { steps: 4000, batch: 128 },
    seed,
  }
}

export const autoencoderOfDigits = (form: Form, size: number): AutoencoderRecipe =>
  autoencoderRecipeSchema.parse({
    ...coding(form, size, size),
    family: 'autoencoder',
    name: `Auto-encoder, code of ${size}`,
  })

/** The same with a distribution of codes; the decoder is the auto-encoder's. */
export const vaeOfDigits = (form: Form, size: number, klWeight = 1): VaeRecipe =>
  vaeRecipeSchema.parse({
    ...coding(form, size, 2 * size),
    family: 'vae',
    name: klWeight === 1 ? `VAE, code of ${size}` : `VAE, code of ${size}, KL × ${klWeight}`,
    klWeight,
  })

const quickShare = 4

/** Steps that a GAN of digits is to be trained for, which may be none: `steps` in full, of which the quick form trains a quarter. */
export const ganSteps = ({ quick }: Form, steps: number): number => (quick ? Math.round(steps / quickShare) : steps)

/**
 * A GAN of dense layers, averaged over its last hundred steps or so, which takes most of the noise out of its images.
 * `steps` as in full.
 */
export function ganOfDigits(form: Form, steps: number): GanRecipe {
  const optimizer = { ...adam, beta1: 0.5 }
  return ganRecipeSchema.parse({
    name: 'GAN of digits',
    data,
    latent: { size: 64 },
    generator: [
      { dense: 128, activation: 'leakyRelu' },
      { dense: 256, activation: 'leakyRelu' },
      { dense: 784, activation: 'tanh' },
    ],
    discriminator: [{ dense: 256, activation: 'leakyRelu' }, { dense: 128, activation: 'leakyRelu' }, { dense: 1 }],
    // As DCGAN's: an untrained G draws plain grey. Larger weights would draw noise, as sharp as digits by chance.
    initialization: { kind: 'normal', sd: 0.02 },
    loss: { kind: 'nonSaturating' },
    stabilizers: [{ kind: 'averagedGenerator', decay: 0.99 }],
    optimizers: { generator: optimizer, discriminator: optimizer },
    schedule: { steps: Math.max(1, ganSteps(form, steps)), batch: 64 },
    seed: form.seed,
  })
}
