import type { HealthRule } from './finding.ts'
import { suggest } from './finding.ts'
import { heldSince, windowsOf } from './history.ts'
import { withInstanceNoise, withLowerRate, withNonSaturatingLoss, withR1 } from './remedies.ts'
import { percent, short } from './words.ts'

/** How far the norm has to fall below the largest it has been, as a logarithm. */
const fall = Math.log(100)
const back = Math.log(30)

/** G's gradient has fallen by orders of magnitude while D is nearly always right: G is far from done, and hardly moves. */
export const vanishingGradient: HealthRule = (history) => {
  const { recipe } = history
  // The mean of logarithms: single batches reach over many orders of magnitude.
  const logs = windowsOf(history, 'gradient.generator', (norm) => Math.log(Math.max(norm, 1e-30)))
  const accuracy = windowsOf(history, 'accuracy')
  let largest = -Infinity
  const signs = logs.map(({ mean }, index) => {
    largest = Math.max(largest, mean)
    const right = accuracy[index]?.mean ?? NaN
    if (mean < largest - fall && right >= 0.95) return 'yes' as const
    return mean > largest - back || right < 0.9 ? ('no' as const) : ('unclear' as const)
  })
  const since = heldSince(signs)
  if (since === null) return null
  const last = logs.at(-1)!
  return {
    kind: 'vanishingGradient',
    fact: 'Almost no gradient reaches G.',
    detail: `Its norm is ${short(Math.exp(last.mean))}, and was ${short(Math.exp(largest))}, while D is right ${percent(accuracy.at(-1)!.mean)} of the time; G hardly learns.`,
    source: 'Goodfellow et al. 2014, “Generative adversarial nets”, section 3.',
    from: logs[since]!.from,
    to: last.to,
    suggestion: suggest(recipe, [
      withNonSaturatingLoss(recipe),
      withInstanceNoise(recipe),
      withR1(recipe),
      withLowerRate(recipe, 'discriminator'),
    ]),
  }
}
