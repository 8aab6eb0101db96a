import type { CodingRecipe } from '../../src/engine/families/codingNetworks.ts'
import { complete } from './recipes.ts'

/** A small auto-encoder or VAE on a ring, with smooth networks unless others are given. */
export function codingRecipe(family: CodingRecipe['family'], changes: Record<string, unknown> = {}): CodingRecipe {
  const size = 3
  const recipe = complete({
    family,
    name: 'Small',
    data: { kind: 'ring', modes: 4, points: 96 },
    latent: { size },
    encoder: [{ dense: 7, activation: 'sigmoid' }, { dense: family === 'vae' ? 2 * size : size }],
    decoder: [{ dense: 6, activation: 'tanh' }, { dense: 2 }],
    initialization: { kind: 'normal', sd: 0.7 },
    ...(family === 'vae' ? { likelihood: { sd: 0.5 }, klWeight: 0.8 } : {}),
    optimizer: { kind: 'adam', learningRate: 0.01 },
    seed: 5,
    ...changes,
    schedule: { steps: 30, batch: 16, snapshots: 8, ...(changes['schedule'] as object | undefined) },
  })
  if (recipe.family !== 'autoencoder' && recipe.family !== 'vae')
    throw new Error(`a recipe of the family ${recipe.family}`)
  return recipe
}

const digits = { data: { kind: 'digits', points: 40 }, schedule: { batch: 8 } }

/** Networks of images with convolutions, statistics and dropout, for a code of two numbers. */
export const codedImages = (family: CodingRecipe['family'], changes: Record<string, unknown> = {}): CodingRecipe =>
  codingRecipe(family, {
    ...digits,
    latent: { size: 2 },
    encoder: [
      { reshape: [28, 28, 1] },
      { conv: 3, kernel: 4, stride: 2, bias: false },
      { batchNorm: true, activation: 'leakyRelu' },
      { flatten: true },
      { dropout: 0.2 },
      { dense: family === 'vae' ? 4 : 2 },
    ],
    decoder: [
      { dense: 98, activation: 'elu' },
      { reshape: [7, 7, 2] },
      { convTranspose: 3, kernel: 4, stride: 2, activation: 'gelu' },
      { convTranspose: 1, kernel: 4, stride: 2, activation: 'tanh' },
    ],
    initialization: { kind: 'xavier' },
    optimizer: { kind: 'sgd', learningRate: 0.02, momentum: 0.9 },
    // So that a sum over 784 numbers, in nats, is no steeper than what the rate stands.
    ...(family === 'vae' ? { likelihood: { sd: 8 } } : {}),
    ...changes,
  })

export const codingFamilies = ['autoencoder', 'vae'] as const
