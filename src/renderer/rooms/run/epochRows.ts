import type { SeriesView } from '../../../contract/api.ts'

export interface EpochRow {
  epoch: number
  /** The epoch's last step. */
  step: number
  accuracy: number | undefined
  seconds: number | undefined
}

/** One row an epoch, from the two series stored at each epoch's last step. */
export function epochRows(accuracy: SeriesView | undefined, seconds: SeriesView | undefined): EpochRow[] {
  const longer = (accuracy?.steps.length ?? 0) >= (seconds?.steps.length ?? 0) ? accuracy : seconds
  return Array.from(longer?.steps ?? [], (step, index) => ({
    epoch: index + 1,
    step,
    accuracy: accuracy?.values[index],
    seconds: seconds?.values[index],
  }))
}
