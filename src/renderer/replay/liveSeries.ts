import type { SeriesView } from '../../contract/api.ts'
import type { SeriesChunk } from '../../contract/engine.ts'
import { indexAtOrBefore } from './search.ts'

/** More points than this are merged in pairs: a chart is some hundred pixels wide. */
const mostPoints = 1200

function mean(a: number, b: number): number {
  if (Number.isNaN(a)) return b
  return Number.isNaN(b) ? a : (a + b) / 2
}

/** The smaller of two numbers; a gap (NaN) counts for nothing. */
function least(a: number, b: number): number {
  if (Number.isNaN(a)) return b
  return Number.isNaN(b) ? a : Math.min(a, b)
}

/** Merges neighbours into buckets that keep their extremes; a bucket has the earlier step of its pair, as stored ones do. */
function mergePairs(view: SeriesView): SeriesView {
  const length = Math.ceil(view.steps.length / 2)
  const steps = new Float64Array(length)
  const values = new Float64Array(length)
  const low = new Float64Array(length)
  const high = new Float64Array(length)
  const { low: lows = view.values, high: highs = view.values } = view
  for (let i = 0; i < length; i++) {
    const a = 2 * i
    const b = Math.min(a + 1, view.steps.length - 1)
    steps[i] = view.steps[a]!
    values[i] = mean(view.values[a]!, view.values[b]!)
    low[i] = least(lows[a]!, lows[b]!)
    high[i] = -least(-highs[a]!, -highs[b]!)
  }
  return { name: view.name, steps, values, low, high, total: view.total }
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

/** The series with those points of a chunk added that come after step `known`, the last one already in it. */
export function appendChunk(view: SeriesView | undefined, chunk: SeriesChunk, known: number): SeriesView {
  const from = indexAtOrBefore(chunk.steps, known) + 1
  const steps = chunk.steps.subarray(from)
  const values = chunk.values.subarray(from)
  if (!view) return { name: chunk.name, steps, values, total: steps.length }
  if (steps.length === 0) return view
  const next: SeriesView = {
    name: view.name,
    steps: joined(view.steps, steps),
    values: joined(view.values, values),
    total: view.total + steps.length,
  }
  if (view.low && view.high) {
    next.low = joined(view.low, values)
    next.high = joined(view.high, values)
  }
  return next.steps.length > mostPoints ? mergePairs(next) : next
}

/** The value at `step`, or the last one before it; undefined before the first. */
export function valueAt(view: SeriesView | undefined, step: number): number | undefined {
  return view?.values[indexAtOrBefore(view.steps, step)]
}

/**
 * Mean of the finite values over the `span` steps up to `step`, and of the last point or bucket at least; undefined
 * where there are none.
 */
export function recentMean(view: SeriesView | undefined, step: number, span: number): number | undefined {
  if (!view) return undefined
  const last = indexAtOrBefore(view.steps, step)
  const first = Math.min(last, indexAtOrBefore(view.steps, step - span) + 1)
  const recent = view.values.subarray(Math.max(0, first), last + 1).filter(Number.isFinite)
  return recent.length === 0 ? undefined : recent.reduce((sum, value) => sum + value, 0) / recent.length
}
