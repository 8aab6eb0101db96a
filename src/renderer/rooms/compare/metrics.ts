import { objectiveOf } from '../../../contract/recipe/facts.ts'
import type { SeriesView } from '../../../contract/api.ts'
import { modeCount } from '../../../contract/recipe/data.ts'
import { inReadingOrder, seriesFact } from '../../../contract/series.ts'
import type { RunSummary } from '../../../contract/run.ts'
import { formatSeries } from '../../format.ts'
import { recentMean, valueAt } from '../../replay/liveSeries.ts'

type SeriesMap = ReadonlyMap<string, SeriesView>

/** Values of single batches jump: for these, the mean over this many steps is told. */
const window = 50
const perBatch = /^(loss|error|accuracy|gradient|value)/

/** The series that at least one of the runs has, in reading order. */
export function sharedMetrics(runs: readonly SeriesMap[]): string[] {
  return inReadingOrder(runs.flatMap((series) => [...series.keys()]))
}

/** What is compared first: the share of good samples where it is known, else how well D tells. */
export function firstMetric(names: readonly string[]): string {
  return ['good', 'accuracy', 'error.reconstruction'].find((name) => names.includes(name)) ?? names[0] ?? 'accuracy'
}

/** A metric at a step, batches averaged; undefined before its first value. */
export function metricAt(series: SeriesMap, name: string, step: number): number | undefined {
  const view = series.get(name)
  return perBatch.test(name) ? recentMean(view, step, window) : valueAt(view, step)
}

/** The few numbers under a picture. */
export function cellNumbers(run: RunSummary, series: SeriesMap, step: number): string[] {
  const numbers: string[] = []
  const modes = metricAt(series, 'modes', step)
  const good = metricAt(series, 'good', step)
  const accuracy = metricAt(series, 'accuracy', step)
  const all = modeCount(run.recipe.data)
  if (modes !== undefined && all !== null) numbers.push(`${Math.round(modes)} of ${all}`)
  if (good !== undefined) numbers.push(`${formatSeries('good', good)} good`)
  if (accuracy !== undefined) numbers.push(`D right ${formatSeries('accuracy', accuracy)}`)
  const error = metricAt(series, 'error.reconstruction', step)
  const kl = metricAt(series, 'loss.kl', step)
  if (error !== undefined) numbers.push(`error ${formatSeries('error.reconstruction', error)}`)
  if (kl !== undefined) numbers.push(`KL ${formatSeries('loss.kl', kl)}`)
  return numbers
}

export const metricName = (name: string) => seriesFact(name).label

const shortNames: Record<string, string> = {
  modes: 'Modes',
  good: 'Good',
  accuracy: 'D right',
  'error.reconstruction': 'Error',
  'loss.kl': 'KL',
}

/** A metric's name over a narrow column. */
export const shortMetricName = (name: string) => shortNames[name] ?? metricName(name)

/** Whether the values of these runs lie on one scale: losses of different kinds don't. */
export function isComparable(name: string, runs: readonly RunSummary[]): boolean {
  return !/^(loss|gradient|value)/.test(name) || new Set(runs.map((run) => objectiveOf(run.recipe))).size === 1
}
