import type { Finding, HealthRule } from './finding.ts'
import { suggest } from './finding.ts'
import { heldSince, windowsOf, type History } from './history.ts'
import { withGradientPenalty, withLowerRate } from './remedies.ts'
import { short } from './words.ts'

/** Windows at the start that say what is usual for a run. */
const usualWindows = 3
const rise = Math.log(100)
const back = Math.log(30)
/** Norms below this are in bounds however small they were at the start. */
const large = Math.log(10)

function divergingFor(history: History, role: 'generator' | 'discriminator'): Finding | null {
  const { recipe } = history
  const logs = windowsOf(history, `gradient.${role}`, (norm) => Math.log(Math.max(norm, 1e-30)))
  // The largest of them: a run whose gradient is small only at first is in order.
  const usual = Math.max(...logs.slice(0, usualWindows).map(({ mean }) => mean))
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
    detail: `Its norm is ${short(Math.exp(last.mean))}; over the first ${logs[usualWindows - 1]!.to} steps it was at most ${short(Math.exp(usual))}. So large, each step throws the weights about.`,
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
