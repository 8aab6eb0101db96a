import type { LayerRecipe } from './layers.ts'
import { layerParameters } from './parameters.ts'
import type { DataRecipe, LossKind, Recipe } from './schema.ts'
import { networkShapes, sizeOfShape, type Shape } from './shapes.ts'

/** Numbers in one example of the data: 2 for points, 784 for digits. */
export function dataWidth(data: DataRecipe): number {
  return data.kind === 'digits' ? 784 : 2
}

/** The shape of one example where it is an image; null for points. */
export function imageShape(data: DataRecipe): Shape | null {
  return data.kind === 'digits' ? [28, 28, 1] : null
}

/** Numbers in a network's output when it is fed rows of `inputWidth`; 0 where its layers don't fit together. */
export function outputWidth(network: readonly LayerRecipe[], inputWidth: number): number {
  const { shapes, problem } = networkShapes(network, [inputWidth])
  return problem ? 0 : sizeOfShape(shapes.at(-1) ?? [0])
}

/** Numbers that a network trains when it is fed rows of `inputWidth`; 0 where its layers don't fit together. */
export function parameterCount(network: readonly LayerRecipe[], inputWidth: number): number {
  const { shapes, problem } = networkShapes(network, [inputWidth])
  if (problem) return 0
  return network
    .flatMap((layer, index) => layerParameters(layer, shapes[index - 1] ?? [inputWidth]))
    .reduce((total, { shape }) => total + sizeOfShape(shape), 0)
}

/** Steps in one pass over the data; a last batch that would be short is left out. */
export function stepsPerEpoch(recipe: Recipe): number {
  return Math.max(1, Math.floor(recipe.data.points / (recipe.schedule.batch * recipe.schedule.discriminatorSteps)))
}

/** Output widths of D that a loss can read: 1 logit or score, or 2 logits under softmax (fake, real). */
export function discriminatorWidths(loss: LossKind): readonly number[] {
  return loss === 'minimax' || loss === 'nonSaturating' ? [1, 2] : [1]
}

/** The loss's name as people write it. */
export const lossNames: Record<LossKind, string> = {
  nonSaturating: 'Non-saturating',
  minimax: 'Minimax',
  leastSquares: 'Least squares',
  hinge: 'Hinge',
  wasserstein: 'Wasserstein',
}
