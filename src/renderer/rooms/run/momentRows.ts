import type { Moments } from '../../../contract/api.ts'
import { formatNumber } from '../../format.ts'

/** Names of the five moments, in the order of `Moments`. */
export const momentNames = ['mean x', 'mean y', 'var x', 'cov xy', 'var y'] as const

export interface MomentRow {
  label: string
  values: readonly string[]
}

/** Rows of the table of moments; the truth only where it is known. */
export function momentRows(found: { truth: Moments | null; data: Moments; fake: Moments }, count: number): MomentRow[] {
  const row = (label: string, moments: Moments): MomentRow => ({
    label,
    values: moments.map((value) => formatNumber(value)),
  })
  return [
    ...(found.truth ? [row('Truth', found.truth)] : []),
    row('Data', found.data),
    row(`${count} fresh fakes`, found.fake),
  ]
}
