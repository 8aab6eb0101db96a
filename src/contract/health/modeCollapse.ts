import { modeCount } from '../recipe/data.ts'
import type { HealthRule } from './finding.ts'
import { suggest } from './finding.ts'
import { filled, heldSince, plannedSteps, windowsOf } from './history.ts'
import { withGradientPenalty, withInstanceNoise, withLowerRate, withPacking, withR1 } from './remedies.ts'
import { stepText } from './words.ts'

/** Before this share of the run, modes that were never there may still come. */
const late = 0.5

/**
 * G draws half of the data's modes or fewer: late in the run, or earlier where it had lost a quarter of all of them
 * again. Modes are counted with the frames.
 */
export const modeCollapse: HealthRule = (history) => {
  const { recipe, begin = 0 } = history
  const all = modeCount(recipe.data)
  if (all === null || all < 2) return null
  const modes = filled(windowsOf(history, 'modes'))
  let most = 0
  const since = heldSince(
    modes.map(({ mean, to }) => {
      most = Math.max(most, Number.isNaN(mean) ? 0 : mean)
      const few = mean <= all / 2
      const lost = most - mean >= Math.max(1, all / 4)
      if (few && (lost || to - begin > late * plannedSteps(recipe, begin))) return 'yes'
      return mean > 0.6 * all ? 'no' : 'unclear'
    }),
  )
  if (since === null) return null
  const last = modes.at(-1)!
  const now = Math.round(last.mean)
  const before = Math.round(most) > now ? ` It had reached ${Math.round(most)}.` : ''
  return {
    kind: 'modeCollapse',
    fact: now === 0 ? 'G draws no cluster of the data.' : 'G has collapsed to part of the data.',
    detail: `It has drawn half of the ${all} clusters or fewer since step ${stepText(modes[since]!.from)}; now ${now}.${before}`,
    source: 'Salimans et al. 2016, “Improved techniques for training GANs”, section 3.2.',
    from: modes[since]!.from,
    to: last.to,
    suggestion: suggest(recipe, [
      withR1(recipe),
      withGradientPenalty(recipe),
      withPacking(recipe),
      withInstanceNoise(recipe),
      withLowerRate(recipe, 'generator'),
    ]),
  }
}
