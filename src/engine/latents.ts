import type { Recipe } from '../contract/recipe/schema.ts'
import type { RandomStream } from './random/stream.ts'

/** Fills `out` with latent vectors' numbers: N(0, 1), or uniform over (−1, 1). */
export function fillLatents(recipe: Recipe['latent'], out: Float32Array, stream: RandomStream): void {
  if (recipe.kind === 'normal') {
    stream.normal(out)
    return
  }
  stream.uniform(out)
  for (const [index, value] of out.entries()) out[index] = 2 * value - 1
}

/** Latent vectors, count × size. */
export function drawLatents(recipe: Recipe['latent'], count: number, stream: RandomStream): Float32Array {
  const values = new Float32Array(count * recipe.size)
  fillLatents(recipe, values, stream)
  return values
}
