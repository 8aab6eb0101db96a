import type { Finding, HealthRule } from './finding.ts'
import { suggest } from './finding.ts'
import { heldSince, windowsOf, type History } from './history.ts'
import { withGradientPenalty, withLowerRate } from './remedies.ts'
import { short } from './words.ts'

/** Points or buckets of the series at the start that say what is usual for a run. */
const usualPoints = 10
const rise = Math.log(100)
const back = Math.log(30)
/** Norms below this are in bounds however small they were at the start. */
const large = Math.log(10)

const logOf = (norm: number) => Math.log(Math.max(norm, 1e-30))

function divergingFor(history: History, role: 'generator' | 'discriminator'): Finding | null {
  const { recipe } = history
  const series = history.series.get(`gradient.${role}`)
  if (!series) return null
  const logs = windowsOf(history, series.name, logOf)
  // The largest of them: a run whose gradient is small only at its very first step is in order.
  const usual = Math.max(...Array.from(series.values.subarray(0, usualPoints), logOf).filter(Number.isFinite))
  const since = heldSince(
    logs.map(({ mean }) => {
      if (mean > Math.max(large, usual + rise)) return 'yes'
      return mean < Math.max(large, usual + back) ? 'no' : 'unclear'
    }),
  )
  if (since === null) return null
  const name = role === 'generator' ? 'G' : 'D'
  const last = logs.at(-1)!
  return {
    kind: 'divergingNorm',
    fact: `${name}’s gradient grows out of bounds.`,
    detail: `Its norm is ${short(Math.exp(last.mean))}; at the start it was at most ${short(Math.exp(usual))}. So large, it throws the weights about.`,
    source: 'Pascanu et al. 2013, “On the difficulty of training recurrent neural networks”, section 2.',
    from: logs[since]!.from,
    to: last.to,
    suggestion: suggest(recipe, [
      withGradientPenalty(recipe),
      withLowerRate(recipe, 'discriminator'),
      withLowerRate(recipe, 'generator'),
    ]),
  }
}

/** A gradient's norm has grown a hundredfold and more. */
export const divergingNorm: HealthRule = (history) =>
  divergingFor(history, 'discriminator') ?? divergingFor(history, 'generator')
