import type { SeriesView } from '../api.ts'
import { forkedSteps } from '../recipe/forkRules.ts'
import type { GanRecipe } from '../recipe/schema.ts'

/** What a rule judges: a GAN's recipe, its stored series, and the step up to which they are read. */
export interface History {
  recipe: GanRecipe
  series: ReadonlyMap<string, SeriesView>
  step: number
  /** Step at which the run began, where it went on from another; 0 unless given. */
  begin?: number
}

/** The points of a series after step `from`, up to step `to`: their mean, NaN where none is finite. */
export interface Window {
  from: number
  to: number
  mean: number
}

/** Shorter windows than this say more of single batches than of the training. */
const shortest = 25
const windowsOfRun = 60

/** Steps of one window: the same for a run's whole length, so that a later step never changes what an earlier one said. */
export function windowWidth(recipe: GanRecipe, begin = 0): number {
  return Math.max(shortest, Math.ceil(plannedSteps(recipe, begin) / windowsOfRun))
}

/** Steps that the run is to train itself. */
export const plannedSteps = (recipe: GanRecipe, begin: number): number => forkedSteps(recipe, begin) - begin

/** A series in windows that are whole at the history's step; `transform` is applied to every value before the mean. */
export function windowsOf(
  { recipe, series, step, begin = 0 }: History,
  name: string,
  transform: (value: number) => number = (value) => value,
): Window[] {
  const view = series.get(name)
  if (!view) return []
  const width = windowWidth(recipe, begin)
  const count = Math.max(0, Math.floor((step - begin) / width))
  const sums = new Float64Array(count)
  const counts = new Float64Array(count)
  for (let i = 0; i < view.steps.length; i++) {
    const index = Math.max(0, Math.ceil((view.steps[i]! - begin) / width) - 1)
    const value = transform(view.values[i]!)
    if (index >= count || !Number.isFinite(value)) continue
    sums[index]! += value
    counts[index]! += 1
  }
  return Array.from({ length: count }, (_, index) => ({
    from: begin + index * width,
    to: begin + (index + 1) * width,
    mean: sums[index]! / counts[index]!,
  }))
}

/** Windows without a value take that of the window before: frames are rarer than steps. */
export function filled(windows: readonly Window[]): Window[] {
  let last = NaN
  return windows.map((window) => {
    if (!Number.isNaN(window.mean)) last = window.mean
    return { ...window, mean: last }
  })
}

/** What one window says: that the thing is there, that it is not, or neither (between the two limits). */
export type Sign = 'yes' | 'no' | 'unclear'

/** Windows in a row that must say so before a finding comes, and before it goes. */
const toCome = 4
const toGo = 3

/**
 * The index of the window since which the signs have said yes, or null where the last word is no. It takes four windows
 * in a row to come and three to go, so that nothing flickers.
 */
export function heldSince(signs: readonly Sign[]): number | null {
  let since: number | null = null
  let yes = 0
  let no = 0
  for (const [index, sign] of signs.entries()) {
    yes = sign === 'yes' ? yes + 1 : 0
    no = sign === 'no' ? no + 1 : 0
    if (since === null && yes === toCome) since = index - toCome + 1
    if (since !== null && no === toGo) since = null
  }
  return since
}
