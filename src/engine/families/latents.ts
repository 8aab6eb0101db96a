import type { Recipe } from '../../contract/recipe/schema.ts'
import type { RandomStream } from '../random/stream.ts'

/** Latent vectors, count × size: N(0, 1), or uniform over (−1, 1). */
export function drawLatents(recipe: Recipe['latent'], count: number, stream: RandomStream): Float32Array {
  const values = new Float32Array(count * recipe.size)
  return recipe.kind === 'normal' ? stream.normal(values) : stream.uniform(values).map((value) => 2 * value - 1)
}
