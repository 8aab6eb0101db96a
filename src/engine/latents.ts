import type { LatentRecipe } from '../contract/recipe/schema.ts'
import type { RandomStream } from './random/stream.ts'

/** Fills `out` from `start` to `end` with latent vectors' numbers: N(0, 1), or uniform over (−1, 1). */
export function fillLatents(
  recipe: LatentRecipe,
  stream: RandomStream,
  out: Float32Array,
  start = 0,
  end = out.length,
): void {
  if (recipe.kind === 'normal') {
    stream.normal(out, start, end)
    return
  }
  stream.uniform(out, start, end)
  for (let i = start; i < end; i++) out[i] = 2 * out[i]! - 1
}

/** Latent vectors, count × size. */
export function drawLatents(recipe: LatentRecipe, count: number, stream: RandomStream): Float32Array {
  const values = new Float32Array(count * recipe.size)
  fillLatents(recipe, stream, values)
  return values
}
