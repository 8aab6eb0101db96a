import type { HealthRule } from './finding.ts'
import { suggest } from './finding.ts'
import { filled, heldSince, windowsOf } from './history.ts'
import { withInstanceNoise, withMorePoints } from './remedies.ts'
import { short } from './words.ts'

/** Nats by which V on the points D learns from is above V on fresh ones. */
const much = 0.3
const little = 0.15

/** D knows its own points by heart: V on them is well above V on fresh points of the same distribution. */
export const overfittedDiscriminator: HealthRule = (history) => {
  const { recipe } = history
  const seen = filled(windowsOf(history, 'value.seen'))
  const fresh = filled(windowsOf(history, 'value.fresh'))
  const gap = (index: number) => seen[index]!.mean - (fresh[index]?.mean ?? NaN)
  const since = heldSince(seen.map((_, index) => (gap(index) >= much ? 'yes' : gap(index) < little ? 'no' : 'unclear')))
  if (since === null) return null
  const last = seen.length - 1
  return {
    kind: 'overfittedDiscriminator',
    fact: 'D knows its points by heart.',
    detail: `V is ${short(seen[last]!.mean)} on the points it learns from and ${short(fresh[last]!.mean)} on fresh ones; the two would be equal had it learned the distribution.`,
    source: 'Karras et al. 2020, “Training generative adversarial networks with limited data”, section 2.',
    from: seen[since]!.from,
    to: seen[last]!.to,
    suggestion: suggest(recipe, [withMorePoints(recipe), withInstanceNoise(recipe)]),
  }
}
