import type { SeriesView } from '../../../contract/api.ts'

/** One number of a run said in plain words. */
export interface KeyNumber {
  tone: 'ok' | 'warn' | 'plain'
  /** The fact, as a short sentence. */
  fact: string
  /** Its number with what the number means. */
  detail: string
}

export type SeriesMap = ReadonlyMap<string, SeriesView>

/** Values of single batches jump; this many steps are taken together. */
export const window = 50
