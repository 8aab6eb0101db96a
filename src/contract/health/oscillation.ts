import type { HealthRule } from './finding.ts'
import { suggest } from './finding.ts'
import { heldSince, windowsOf, type Sign, type Window } from './history.ts'
import { withGradientPenalty, withLowerRate, withR1 } from './remedies.ts'
import { percent, stepText } from './words.ts'

/** Windows looked at together: room for three swings of seven windows. */
const span = 24
/** Swings of D's accuracy, from low to high, that are large. */
const wide = 0.25
const narrow = 0.15

interface Swing {
  /** From the 10th to the 90th percentile. */
  size: number
  /** Windows from peak to peak. */
  period: number
  /** Autocorrelation one period later, 1 for a perfect repetition. */
  likeness: number
}

/** How the means swing, by their autocorrelation: its first peak after it has been below 0. */
function swingOf(means: readonly number[]): Swing | null {
  const sorted = means.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length
  const correlation = (lag: number) => {
    let product = 0
    for (let i = lag; i < means.length; i++) product += (means[i]! - mean) * (means[i - lag]! - mean)
    return product / (means.length - lag)
  }
  const variance = correlation(0)
  if (variance === 0) return null
  let crossed = false
  let best: Swing | null = null
  for (let lag = 1; lag <= means.length / 2; lag++) {
    const likeness = correlation(lag) / variance
    if (likeness < 0) {
      if (best) break
      crossed = true
    } else if (crossed && lag >= 3 && likeness > (best?.likeness ?? 0)) {
      best = { size: at(0.9) - at(0.1), period: lag, likeness }
    }
  }
  return best
}

function signOf(swing: Swing | null): Sign {
  if (!swing || swing.size < narrow || swing.likeness < 0.25) return 'no'
  return swing.size >= wide && swing.likeness >= 0.4 ? 'yes' : 'unclear'
}

/** D's accuracy swings up and down in the same rhythm: G and D chase each other instead of settling. */
export const oscillation: HealthRule = (history) => {
  const { recipe } = history
  const windows: Window[] = windowsOf(history, 'accuracy')
  const swings = windows.map((_, index) => {
    if (index + 1 < span) return null
    const means = windows.slice(index + 1 - span, index + 1).map(({ mean }) => mean)
    return means.some(Number.isNaN) ? null : swingOf(means)
  })
  const since = heldSince(swings.map(signOf))
  if (since === null) return null
  const swing = swings.findLast((one) => one !== null)!
  const last = windows.at(-1)!
  const steps = Math.round(swing.period * (last.to - last.from))
  return {
    kind: 'oscillation',
    fact: 'G and D chase each other.',
    detail: `D’s accuracy swings by ${percent(swing.size)} about every ${stepText(steps)} steps; where training settles it stays near 50\u202f%.`,
    source: 'Mescheder et al. 2018, “Which training methods for GANs do actually converge?”, section 2.',
    from: windows[Math.max(0, since + 1 - span)]!.from,
    to: last.to,
    suggestion: suggest(recipe, [
      withR1(recipe),
      withGradientPenalty(recipe),
      withLowerRate(recipe, 'discriminator'),
      withLowerRate(recipe, 'generator'),
    ]),
  }
}
