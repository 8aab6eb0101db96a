import type { Database } from 'better-sqlite3'
import type { RunSummary } from '../contract/run.ts'
import { noteNewest } from './checkpoints.ts'
import { formatLatest, runRow, toSummary } from './runRow.ts'
import { listSeries } from './series/record.ts'
import { truncateSeries } from './series/truncate.ts'
import { sql } from './statements.ts'

/** Drops points, frames and checkpoints after `step`. What lists show of the run is put together again. */
export function rewindRun(database: Database, id: string, step: number): RunSummary {
  const { key, fork_step: begin } = runRow(database, id)
  const latest: Record<string, number> = {}
  let last = begin ?? 0
  for (const series of listSeries(database, key)) {
    const point = truncateSeries(database, series, step)
    if (!point) continue
    latest[series.name] = point.value
    last = Math.max(last, point.step)
  }
  sql(database, 'DELETE FROM frames WHERE run = ? AND step > ?').run(key, step)
  sql(database, 'DELETE FROM checkpoints WHERE run = ? AND step > ?').run(key, step)
  noteNewest(database, key)
  sql(database, 'UPDATE runs SET latest = ?, step = ? WHERE key = ?').run(formatLatest(latest), last, key)
  return toSummary(runRow(database, id))
}
