import type { SeriesView } from '../../../contract/api.ts'
import { modeCount } from '../../../contract/recipe/data.ts'
import { stepsPerEpoch } from '../../../contract/recipe/facts.ts'
import type { Recipe } from '../../../contract/recipe/schema.ts'
import { formatCount, formatNumber, formatPercent } from '../../format.ts'
import { recentMean, valueAt } from '../../replay/liveSeries.ts'

export interface KeyNumber {
  tone: 'ok' | 'warn' | 'plain'
  /** The fact, as a short sentence. */
  fact: string
  /** Its number with what the number means. */
  detail: string
}

type SeriesMap = ReadonlyMap<string, SeriesView>

/** Values of single batches jump; this many steps are taken together. */
const window = 50
/** Share of samples of the true Gaussians that lie within three standard deviations in two dimensions. */
const goodOfTruth = 1 - Math.exp(-9 / 2)

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

/** Under this share of good points G spreads them widely, and some fall into every mode by chance. */
const mostlyGood = 0.5

function captured(modes: number, all: number, good: number | undefined, step: number): KeyNumber {
  if (step === 0) {
    const detail = `Untrained, it draws ${modes} of the ${all} clusters of the data.`
    return { tone: 'plain', fact: 'G has not learned yet.', detail }
  }
  if (modes >= all && good !== undefined && good < mostlyGood) {
    const detail = `Only ${formatPercent(good)} of G’s points lie in them; scattered ones reach every mode by chance.`
    return { tone: 'plain', fact: `All ${all} modes are reached.`, detail }
  }
  if (modes >= all)
    return { tone: 'ok', fact: `All ${all} modes are captured.`, detail: 'G draws every cluster of the data.' }
  const detail = `G draws ${modes} of the ${all} clusters of the data.`
  if (modes === 0) return { tone: 'warn', fact: 'No mode is captured.', detail }
  const missing = all - modes
  return {
    tone: 'warn',
    fact: missing === 1 ? 'One mode is missing.' : `${missing} modes are missing.`,
    detail,
  }
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

/** What the numbers at `step` mean in plain words, worst first; at most four. */
export function keyNumbers(recipe: Recipe, series: SeriesMap, step: number): KeyNumber[] {
  const rows: KeyNumber[] = []
  const accuracy = recentMean(series.get('accuracy'), step, window)
  const real = recentMean(series.get('accuracy.real'), step, window) ?? accuracy
  const fake = recentMean(series.get('accuracy.fake'), step, window) ?? accuracy
  if (accuracy !== undefined && real !== undefined && fake !== undefined) rows.push(balance(accuracy, real, fake))
  const modes = valueAt(series.get('modes'), step)
  const good = valueAt(series.get('good'), step)
  const all = modeCount(recipe.data)
  if (modes !== undefined && all !== null) rows.push(captured(Math.round(modes), all, good, step))
  if (good !== undefined) {
    const detail = `Within 3 sd of a cluster; the true data scores ${formatPercent(goodOfTruth, 1)}.`
    rows.push({ tone: 'plain', fact: `${formatPercent(good)} of G’s points are good.`, detail })
  }
  const norm = recentMean(series.get('gradient.generator'), step, window)
  if (norm !== undefined) rows.push(gradient(norm, accuracy))
  const epochAccuracy = valueAt(series.get('epoch.accuracy'), step)
  if (epochAccuracy !== undefined && modes === undefined) {
    const epoch = Math.floor(step / stepsPerEpoch(recipe))
    const detail = `Over its whole pass through the data D was right ${formatPercent(epochAccuracy)} of the time.`
    rows.push({ tone: 'plain', fact: `Epoch ${formatCount(epoch)} is done.`, detail })
  }
  const worst = { warn: 0, ok: 1, plain: 2 }
  return rows.sort((a, b) => worst[a.tone] - worst[b.tone]).slice(0, 4)
}
