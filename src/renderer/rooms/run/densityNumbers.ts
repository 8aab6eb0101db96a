import { modeCount } from '../../../contract/recipe/data.ts'
import type { DensityRecipe } from '../../../contract/recipe/schema.ts'
import { formatNumber } from '../../format.ts'
import { recentMean, valueAt } from '../../replay/liveSeries.ts'
import { window, type KeyNumber, type SeriesMap } from './keyNumber.ts'
import { modeNumbers } from './modeNumbers.ts'

/** Nats below which data and model can hardly be told apart, and above which they hardly have anything in common. */
const [near, far] = [0.01, 0.5]

function apart(jsd: number): KeyNumber {
  const detail = `JSD ${formatNumber(jsd, 2)}\u202fnat; 0 would be equal, 0.693 without overlap.`
  if (jsd < near) return { tone: 'ok', fact: 'The model is the data’s density.', detail }
  if (jsd > far) return { tone: 'warn', fact: 'Model and data hardly overlap.', detail }
  return { tone: 'plain', fact: 'Model and data overlap in part.', detail }
}

/** Which of the two KL divergences says more, and what that means: the model spreads too widely, or misses data. */
function oneSided(forward: number, reverse: number): KeyNumber | null {
  const detail = `KL(p ‖ q) ${formatNumber(forward, 2)}, KL(q ‖ p) ${formatNumber(reverse, 2)}\u202fnat.`
  if (forward > 2 * reverse && forward > near) {
    return { tone: 'warn', fact: 'It leaves a part of the data out.', detail }
  }
  if (reverse > 2 * forward && reverse > near) {
    return { tone: 'plain', fact: 'It covers the data, and more.', detail }
  }
  return null
}

function surprise(now: number, entropy: number): KeyNumber {
  const detail = `−E log q is ${formatNumber(now, 3)}, the data’s entropy ${formatNumber(entropy, 3)}: no model gets below it.`
  return { tone: 'plain', fact: `It is ${formatNumber(now - entropy, 2)}\u202fnat from the best there is.`, detail }
}

/** What the numbers at `step` of a density's run mean. */
export function densityNumbers(recipe: DensityRecipe, series: SeriesMap, step: number): KeyNumber[] {
  const at = (name: string) => valueAt(series.get(name), step)
  const [jsd, forward, reverse, entropy] = [at('jsd'), at('kl.forward'), at('kl.reverse'), at('entropy')]
  const exact = at('likelihood.exact')
  const rows: KeyNumber[] = []
  if (jsd !== undefined) rows.push(apart(jsd))
  const side = forward !== undefined && reverse !== undefined ? oneSided(forward, reverse) : null
  if (side) rows.push(side)
  if (exact !== undefined && entropy !== undefined) rows.push(surprise(exact, entropy))
  if (modeCount(recipe.data) !== null) rows.push(...modeNumbers(recipe, series, step))
  const norm = recentMean(series.get('gradient.model'), step, window)
  if (norm !== undefined) {
    rows.push({
      tone: 'plain',
      fact: 'The model is pushed.',
      detail: `Gradient norm ${formatNumber(norm, 2)}; 0 is a best place.`,
    })
  }
  return rows
}
