import type { Database } from 'better-sqlite3'
import type { SeriesView } from '../../contract/api.ts'
import { runRow } from '../runRow.ts'
import { readSeries } from './read.ts'
import { findSeries, listSeries } from './record.ts'

/** The series named, or all; names that the run has no points of are left out. */
export function queryRun(
  database: Database,
  id: string,
  names: readonly string[] | undefined,
  from: number,
  maxPoints: number,
): SeriesView[] {
  return listSeries(database, runRow(database, id).key)
    .filter((series) => !names || names.includes(series.name))
    .map((series) => readSeries(database, series, from, maxPoints))
}

/** One series of many runs, each as at most `points` means; runs without it have an empty array. */
export function sparklines(
  database: Database,
  ids: readonly string[],
  name: string,
  points: number,
): Record<string, Float32Array> {
  return Object.fromEntries(
    ids.map((id) => {
      const series = findSeries(database, runRow(database, id).key, name)
      return [id, series ? Float32Array.from(readSeries(database, series, 0, points).values) : new Float32Array(0)]
    }),
  )
}
