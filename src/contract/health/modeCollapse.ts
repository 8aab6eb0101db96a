import { modeCount } from '../recipe/data.ts'
import type { HealthRule } from './finding.ts'
import { suggest } from './finding.ts'
import { filled, heldSince, windowsOf } from './history.ts'
import { withGradientPenalty, withInstanceNoise, withLowerRate, withR1 } from './remedies.ts'
import { stepText } from './words.ts'

/** Before this share of the run, modes that were never there may still come. */
const late = 0.5

/**
 * G draws half of the data's modes or fewer: late in the run, or earlier where it had lost a quarter of all of them
 * again. Modes are counted with the frames.
 */
export const modeCollapse: HealthRule = (history) => {
  const { recipe } = history
  const all = modeCount(recipe.data)
  if (all === null || all < 2) return null
  const modes = filled(windowsOf(history, 'modes'))
  let most = 0
  const since = heldSince(
    modes.map(({ mean, to }) => {
      most = Math.max(most, Number.isNaN(mean) ? 0 : mean)
      const few = mean <= all / 2
      const lost = most - mean >= Math.max(1, all / 4)
      if (few && (lost || to > late * recipe.schedule.steps)) return 'yes'
      return mean > 0.6 * all ? 'no' : 'unclear'
    }),
  )
  if (since === null) return null
  const last = modes.at(-1)!
  const before = most > last.mean + 0.5 ? ` It had reached ${Math.round(most)}.` : ''
  return {
    kind: 'modeCollapse',
    fact: 'G has collapsed to part of the data.',
    detail: `It draws ${Math.round(last.mean)} of the ${all} clusters since step ${stepText(modes[since]!.from)}.${before}`,
    source: 'Salimans et al. 2016, “Improved techniques for training GANs”, section 3.2.',
    from: modes[since]!.from,
    to: last.to,
    suggestion: suggest(recipe, [
      withR1(recipe),
      withGradientPenalty(recipe),
      withInstanceNoise(recipe),
      withLowerRate(recipe, 'generator'),
    ]),
  }
}
