import type { RunSummary } from '../../../contract/run.ts'
import type { RunData } from '../../replay/runData.ts'
import type { RunLabel } from './labels.ts'

/** One run of a comparison, read and named. */
export interface ComparedRun {
  data: RunData
  run: RunSummary
  label: RunLabel
}

/** Fewest and most runs compared at once. */
export const fewest = 2
export const most = 6

/** The chosen runs of an address: "a,b" without doubles, at most six. */
export function chosenIds(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').filter((id) => id !== ''))].slice(0, most)
}

export const comparePath = (ids: readonly string[]) => `compare?runs=${ids.map(encodeURIComponent).join(',')}`
