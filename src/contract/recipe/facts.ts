import type { DataRecipe, LayerRecipe, LossKind, Recipe } from './schema.ts'

/** Numbers in one example of the data: 2 for points, 784 for digits. */
export function dataWidth(data: DataRecipe): number {
  return data.kind === 'digits' ? 784 : 2
}

/** Width of a network's output. */
export function outputWidth(network: readonly LayerRecipe[]): number {
  return network.at(-1)?.dense ?? 0
}

/** Weights and biases of a dense network fed `inputWidth` numbers. */
export function parameterCount(network: readonly LayerRecipe[], inputWidth: number): number {
  let total = 0
  let width = inputWidth
  for (const { dense } of network) {
    total += width * dense + dense
    width = dense
  }
  return total
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
