import { activationOf } from '../../contract/recipe/layers.ts'
import { dataWidth } from '../../contract/recipe/facts.ts'
import type { GanRecipe } from '../../contract/recipe/schema.ts'
import { oneGaussian, type GaussianMixture } from '../datasets/gaussianMixture.ts'
import type { Executor } from '../executors/executor.ts'

/** Whether G is linear and fed normal noise, on a line or the plane: its points are then one Gaussian, N(b, WᵀW). */
export function isLinear({ data, latent, generator }: GanRecipe): boolean {
  const linear = generator.every((layer) => 'dense' in layer && activationOf(layer) === 'linear')
  return linear && latent.kind === 'normal' && dataWidth(data) <= 2
}

/**
 * The Gaussian that a linear generator draws from, as it stands; null for other generators, and where it draws from a
 * point or from a line of the plane. W and b are what it makes of unit vectors and of 0.
 */
export async function linearLaw(recipe: GanRecipe, executor: Executor): Promise<GaussianMixture | null> {
  if (!isLinear(recipe)) return null
  const { size } = recipe.latent
  const width = dataWidth(recipe.data)
  const latents = new Float32Array((size + 1) * size)
  for (let row = 0; row < size; row++) latents[(row + 1) * size + row] = 1
  const made = await executor.call('generate', latents, size + 1)
  const bias = (axis: number) => made[axis]!
  let [xx, xy, yy] = [0, 0, 0]
  for (let row = 1; row <= size; row++) {
    const x = made[row * width]! - bias(0)
    const y = width === 2 ? made[row * width + 1]! - bias(1) : 0
    xx += x * x
    xy += x * y
    yy += y * y
  }
  if (width === 1) {
    if (!(xx > 0)) return null
    const [means, factors] = [Float64Array.of(bias(0)), Float64Array.of(Math.sqrt(xx), 0, 1)]
    return { dimensions: 1, means, factors, weights: Float64Array.of(1) }
  }
  // Beside the product of the variances, the determinant's own rounding.
  if (!(xx * yy - xy * xy > 1e-12 * xx * yy)) return null
  return oneGaussian([bias(0), bias(1)], [xx, xy, yy])
}
