import type { LossKind } from '../../contract/recipe/schema.ts'

function mean(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/** The logit or score above which D calls an example real. */
function threshold(loss: LossKind, real: Float32Array, fake: Float32Array): number {
  switch (loss) {
    case 'minimax':
    case 'nonSaturating':
    case 'hinge':
      return 0
    case 'leastSquares':
      return 0.5
    case 'wasserstein':
      // A critic's scores have no zero of their own: halfway between its two means.
      return (mean(real) + mean(fake)) / 2
  }
}

/** How many real examples D calls real, and how many fakes fake, by its judgements of a batch of each. */
export function countRight(loss: LossKind, real: Float32Array, fake: Float32Array): { real: number; fake: number } {
  const limit = threshold(loss, real, fake)
  const right = { real: 0, fake: 0 }
  for (let i = 0; i < real.length; i++) if (real[i]! > limit) right.real++
  for (let i = 0; i < fake.length; i++) if (!(fake[i]! > limit)) right.fake++
  return right
}
