import type { Database } from 'better-sqlite3'
import { sql } from '../statements.ts'
import { chunkCapacity, countBefore, readRows, storedCount, writeChunk } from './chunk.ts'
import { saveSeries, type SeriesRecord } from './record.ts'

/**
 * Drops the points after `step`, and the series with its last point.
 * Returns the last point that stays, or null where none does.
 */
export function truncateSeries(
  database: Database,
  series: SeriesRecord,
  step: number,
): { step: number; value: number } | null {
  const points = countBefore(database, series, step, true)
  for (let level = 0; storedCount(level, series.points) > 0; level++) {
    truncateLevel(database, series, level, storedCount(level, series.points), storedCount(level, points))
  }
  if (points === 0) {
    sql(database, 'DELETE FROM series WHERE key = ?').run(series.key)
    return null
  }
  const last = readRows(database, series, 0, points - 1, points)
  const lastStep = last.steps[0]!
  saveSeries(database, { ...series, points, lastStep })
  return { step: lastStep, value: last.columns[0]![0]! }
}

function truncateLevel(database: Database, series: SeriesRecord, level: number, before: number, after: number): void {
  if (after === before) return
  const capacity = chunkCapacity(level)
  const partial = Math.floor(after / capacity)
  const kept = readRows(database, series, level, partial * capacity, after)
  sql(database, 'DELETE FROM series_chunks WHERE series = ? AND level = ? AND number >= ?').run(
    series.key,
    level,
    partial,
  )
  if (kept.steps.length > 0) writeChunk(database, series.key, level, partial, kept)
}
