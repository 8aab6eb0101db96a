import type { AutoencoderRecipe, VaeRecipe } from '../../../contract/recipe/schema.ts'
import { formatNumber, formatPercent } from '../../format.ts'
import { recentMean, valueAt } from '../../replay/liveSeries.ts'
import { window, type KeyNumber, type SeriesMap } from './keyNumber.ts'
import { modeNumbers } from './modeNumbers.ts'

/** A fall by this share is learning; the best constant alone makes some. */
const learned = 0.5

function error(now: number, first: number): KeyNumber {
  const fell = 1 - now / first
  const detail = `From ${formatNumber(first, 2)} to ${formatNumber(now, 2)}, squared, a number; 0 would give back exactly what is fed in.`
  if (fell <= 0) return { tone: 'warn', fact: 'What comes back is no nearer than at first.', detail }
  const fact = `The reconstruction error fell by ${formatPercent(fell)}.`
  return { tone: fell >= learned ? 'ok' : 'plain', fact, detail }
}

/** Below this many nats codes are the same for every example. */
const silent = 0.1
/** Above this many nats a number of the code, an example's codes lie where N(0, I) hardly ever comes. */
const distant = 8

function code(kl: number, size: number): KeyNumber {
  const term = `The KL term is ${formatNumber(kl, 2)}\u202fnats`
  if (kl < silent) {
    const detail = `${term}: whatever the example, its code is drawn from N(0, I).`
    return { tone: 'warn', fact: 'The code says nothing.', detail }
  }
  if (kl > distant * size) {
    const detail = `${term} over ${size} numbers: random codes seldom come where the data’s are.`
    return { tone: 'warn', fact: 'Codes are far from N(0, I).', detail }
  }
  const detail = `${term}: so much each code tells of its example, in codes that stay near N(0, I).`
  return { tone: 'ok', fact: 'The code tells examples apart.', detail }
}

/** What the numbers at `step` of an auto-encoder's or a VAE's run mean. */
export function codingNumbers(recipe: AutoencoderRecipe | VaeRecipe, series: SeriesMap, step: number): KeyNumber[] {
  const errors = series.get('error.reconstruction')
  // Of many steps the first are told as one mean; the highest of them is the first's, or near it.
  const first = errors?.high?.[0] ?? errors?.values[0]
  const now = recentMean(errors, step, window)
  const kl = recentMean(series.get('loss.kl'), step, window)
  const norms = ['encoder', 'decoder'].map((role) => valueAt(series.get(`gradient.${role}`), step))
  const [ofEncoder, ofDecoder] = norms
  const rows: KeyNumber[] = []
  if (first !== undefined && now !== undefined && step > 0) rows.push(error(now, first))
  if (kl !== undefined) rows.push(code(kl, recipe.latent.size))
  rows.push(...modeNumbers(recipe, series, step))
  if (ofEncoder !== undefined && ofDecoder !== undefined) {
    const detail = `Norm ${formatNumber(ofEncoder, 2)} of the encoder, ${formatNumber(ofDecoder, 2)} of the decoder; near 0 they stop learning.`
    rows.push({ tone: 'plain', fact: 'Gradients reach both networks.', detail })
  }
  return rows
}
