import { stepsPerEpoch } from '../../../contract/recipe/facts.ts'
import type { Recipe } from '../../../contract/recipe/schema.ts'
import { formatCount, formatNumber, formatPercent } from '../../format.ts'
import { recentMean, valueAt } from '../../replay/liveSeries.ts'
import { window, type KeyNumber, type SeriesMap } from './keyNumber.ts'
import { modeNumbers } from './modeNumbers.ts'

function balance(accuracy: number, real: number, fake: number): KeyNumber {
  if (Math.abs(real - fake) > 0.5) {
    const much = Math.abs(real - fake) > 0.8
    const fact = `D takes ${much ? 'nearly everything' : 'most'} for ${real > fake ? 'real' : 'fake'}.`
    const detail = `It is right about ${formatPercent(real)} of the real and ${formatPercent(fake)} of the fakes.`
    return { tone: much ? 'warn' : 'plain', fact, detail }
  }
  const detail = `D is right ${formatPercent(accuracy)} of the time; 50\u202f% would mean it can’t tell.`
  if (accuracy > 0.9) return { tone: 'warn', fact: 'D nearly always tells.', detail }
  if (accuracy > 0.65) return { tone: 'plain', fact: 'D is ahead of G.', detail }
  if (accuracy < 0.35) return { tone: 'plain', fact: 'G fools D more often than not.', detail }
  return { tone: 'ok', fact: 'D and G are balanced.', detail }
}

/** Below this G's weights hardly move at the usual rates. */
const faint = 0.01
/** Above this one step throws G far away. */
const violent = 1000

function gradient(norm: number, accuracy: number | undefined): KeyNumber {
  const size = `Norm ${formatNumber(norm, 2)}`
  if (norm > violent) {
    return { tone: 'warn', fact: 'G’s gradient is far too large.', detail: `${size}; lower rates keep it in bounds.` }
  }
  if (norm >= faint) {
    return { tone: 'ok', fact: 'Gradients reach G.', detail: `${size}; near 0 G would stop learning.` }
  }
  return accuracy !== undefined && Math.abs(accuracy - 0.5) < 0.1
    ? { tone: 'plain', fact: 'G is hardly pushed any more.', detail: `${size}: D can’t tell, so it has little to say.` }
    : { tone: 'warn', fact: 'Almost no gradient reaches G.', detail: `${size}; so near 0 G hardly learns.` }
}

/** What the numbers at `step` of a GAN's run mean. */
export function ganNumbers(recipe: Recipe, series: SeriesMap, step: number): KeyNumber[] {
  const rows: KeyNumber[] = []
  const accuracy = recentMean(series.get('accuracy'), step, window)
  const real = recentMean(series.get('accuracy.real'), step, window) ?? accuracy
  const fake = recentMean(series.get('accuracy.fake'), step, window) ?? accuracy
  if (accuracy !== undefined && real !== undefined && fake !== undefined) rows.push(balance(accuracy, real, fake))
  rows.push(...modeNumbers(recipe, series, step))
  const norm = recentMean(series.get('gradient.generator'), step, window)
  if (norm !== undefined) rows.push(gradient(norm, accuracy))
  const epochAccuracy = valueAt(series.get('epoch.accuracy'), step)
  if (epochAccuracy !== undefined && !series.has('modes')) {
    const epoch = Math.floor(step / stepsPerEpoch(recipe))
    const detail = `Over its whole pass through the data D was right ${formatPercent(epochAccuracy)} of the time.`
    rows.push({ tone: 'plain', fact: `Epoch ${formatCount(epoch)} is done.`, detail })
  }
  return rows
}
