import type { RegularizerRecipe } from '../../../src/contract/recipe/regularizers.ts'
import { backward, forward, type ReferenceLayer } from './network.ts'

type Rows = number[][]

/** What D sees in one step, and the numbers drawn for a penalty, one row an example. */
export interface ReferenceSeen {
  real: Rows
  fake: Rows
  /** By stream. */
  noise: Readonly<Record<string, Rows>>
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const square = (row: number[]) => row.reduce((sum, value) => sum + value * value, 0)

/** Each example's gradient of D's logit, or of the difference (real − fake) of two outputs. */
function gradients(discriminator: ReferenceLayer[], rows: Rows): Rows {
  const pass = forward(discriminator, rows)
  const by = discriminator.at(-1)!.bias.length === 1 ? [1] : [-1, 1]
  return backward(
    discriminator,
    pass,
    rows.map(() => by),
  ).input
}

/** A penalty in plain loops. */
export function penaltyValue(recipe: RegularizerRecipe, discriminator: ReferenceLayer[], seen: ReferenceSeen): number {
  switch (recipe.kind) {
    case 'gradientPenalty': {
      const between = seen.real.map((row, example) => {
        const share = seen.noise['interpolation']![example]![0]!
        return row.map((value, at) => share * value + (1 - share) * seen.fake[example]![at]!)
      })
      const norms = gradients(discriminator, between).map((row) => Math.sqrt(square(row) + 1e-12))
      return recipe.weight * mean(norms.map((norm) => (norm - 1) ** 2))
    }
    case 'r1':
      return (recipe.weight / 2) * mean(gradients(discriminator, seen.real).map(square))
    case 'dragan': {
      const near = seen.real.map((row, example) =>
        row.map((value, at) => value + recipe.sd * seen.noise['perturbation']![example]![at]!),
      )
      const norms = gradients(discriminator, near).map((row) => Math.sqrt(square(row) + 1e-12))
      return recipe.weight * mean(norms.map((norm) => (norm - 1) ** 2))
    }
  }
}

/**
 * The derivative of a function of some numbers by each of them, by differences of fourth order: right to about 1e-12 of
 * the function. `at` is left as it was.
 */
export function byDifferences(at: number[], value: (numbers: number[]) => number): number[] {
  const distance = 1e-3
  return at.map((_, index) => {
    const beside = (steps: number) => value(at.with(index, at[index]! + steps * distance))
    return (8 * (beside(1) - beside(-1)) - (beside(2) - beside(-2))) / (12 * distance)
  })
}
