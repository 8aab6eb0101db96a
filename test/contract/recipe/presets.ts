import { readFileSync } from 'node:fs'

/** A preset's recipe as shipped, fresh each time. */
export function presetRecipe(id: string): Record<string, unknown> {
  const file = new URL(`../../../resources/recipes/${id}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { recipe: Record<string, unknown> }).recipe
}

export const presetIds = [
  'linear-gaussian',
  'ring',
  'digits',
  'dcgan',
  'digits-wgan-gp',
  'autoencoder-digits',
  'vae-digits',
  'vae-plane',
]
