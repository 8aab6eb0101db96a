import { mainSeriesOf, objectiveName } from '../../../contract/recipe/facts.ts'
import type { RunSummary } from '../../../contract/run.ts'
import { shortDataName } from '../../../contract/recipe/data.ts'

/** What each column that can be sorted is sorted by. */
export const sortValues = {
  state: (run) => run.state,
  name: (run) => run.name.toLowerCase(),
  loss: (run) => objectiveName(run.recipe),
  data: (run) => shortDataName(run.recipe.data),
  seed: (run) => run.recipe.seed,
  newest: (run) => run.latest[mainSeriesOf(run.recipe)],
  accuracy: (run) => run.latest.accuracy,
  modes: (run) => run.latest.modes,
  good: (run) => run.latest.good,
  took: (run) => run.trainingSeconds,
  size: (run) => run.bytes,
  started: (run) => run.startedAt ?? run.createdAt,
} satisfies Record<string, (run: RunSummary) => number | string | undefined>

export type SortKey = keyof typeof sortValues

export interface Sorting {
  key: SortKey
  descending: boolean
}

/** A sorted copy; runs without a value come last either way, equal ones keep their order. */
export function sortRuns(runs: readonly RunSummary[], { key, descending }: Sorting): RunSummary[] {
  const value: (run: RunSummary) => number | string | undefined = sortValues[key]
  const missing = (one: number | string | undefined) => one === undefined || Number.isNaN(one)
  return [...runs].sort((left, right) => {
    const a = value(left)
    const b = value(right)
    if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b))
    const order = typeof a === 'string' ? a.localeCompare(String(b)) : Number(a) - Number(b)
    return descending ? -order : order
  })
}

/** The next sorting after a click on a column's head: numbers and times begin with the largest. */
export function nextSorting(current: Sorting, key: SortKey): Sorting {
  if (current.key === key) return { key, descending: !current.descending }
  return { key, descending: !['state', 'name', 'loss', 'data', 'seed'].includes(key) }
}
