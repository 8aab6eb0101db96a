import type { Database } from 'better-sqlite3'
import type { SeriesView } from '../../contract/api.ts'
import { runRow } from '../runRow.ts'
import { readSeries } from './read.ts'
import { sql } from '../statements.ts'
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

/** One series of many runs, each as at most `points` means: empty for runs without it; runs that are gone are left out. */
export function sparklines(
  database: Database,
  ids: readonly string[],
  name: string,
  points: number,
): Record<string, Float32Array> {
  const keyOf = sql<number>(database, 'SELECT key FROM runs WHERE id = ? AND purged = 0').pluck()
  const lines: Record<string, Float32Array> = {}
  for (const id of ids) {
    const run = keyOf.get(id)
    if (run === undefined) continue
    const series = findSeries(database, run, name)
    lines[id] = Float32Array.from(series ? readSeries(database, series, 0, points).values : [])
  }
  return lines
}
