import type { HealthRule } from './finding.ts'
import { suggest } from './finding.ts'
import { heldSince, windowsOf } from './history.ts'
import { withInstanceNoise, withLowerRate, withR1 } from './remedies.ts'
import { percent, short } from './words.ts'

/** D's loss without penalties lies in bounds for these; a critic's scores have no such limit. */
const bounded: readonly string[] = ['minimax', 'nonSaturating', 'leastSquares', 'hinge']

/** D is right about everything and its loss has reached its floor: it has nothing left to learn, and little to teach. */
export const saturatedDiscriminator: HealthRule = (history) => {
  const { recipe } = history
  if (!bounded.includes(recipe.loss.kind)) return null
  const accuracy = windowsOf(history, 'accuracy')
  const value = windowsOf(history, 'value')
  const since = heldSince(
    accuracy.map(({ mean }, index) => {
      const lossOfD = -(value[index]?.mean ?? NaN)
      if (mean >= 0.995 && lossOfD < 0.05) return 'yes'
      return mean < 0.98 || lossOfD > 0.1 ? 'no' : 'unclear'
    }),
  )
  if (since === null) return null
  const last = accuracy.at(-1)!
  return {
    kind: 'saturatedDiscriminator',
    fact: 'D is always right.',
    detail: `It tells ${percent(last.mean)} of examples apart and its loss is ${short(-value.at(-1)!.mean)}; near 100\u202f% and 0 it has little to teach G.`,
    source: 'Arjovsky and Bottou 2017, “Towards principled methods for training GANs”, theorem 2.1.',
    from: accuracy[since]!.from,
    to: last.to,
    suggestion: suggest(recipe, [withInstanceNoise(recipe), withR1(recipe), withLowerRate(recipe, 'discriminator')]),
  }
}
