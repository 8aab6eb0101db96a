import type { Database } from 'better-sqlite3'
import { WorkbenchError } from '../contract/errors.ts'
import { runRow } from './runRow.ts'
import { sql } from './statements.ts'

/** Takes trashed runs out of every list for good, at once; `PurgeSlices` then frees what they held. */
export function markPurged(database: Database, ids: readonly string[]): void {
  for (const id of ids) {
    const run = runRow(database, id)
    if (run.trashed_at === null) {
      throw new WorkbenchError('conflict', `“${run.name}” is not in the trash; nothing was deleted`)
    }
    sql(database, 'UPDATE runs SET purged = 1 WHERE key = ?').run(run.key)
  }
}

/** Rows of a run to delete at a time, biggest kinds first. A chunk holds at most 16 KB, a frame some tens. */
const slices = [
  'DELETE FROM checkpoints WHERE run = ? LIMIT 1',
  'DELETE FROM frames WHERE run = ? LIMIT 32',
  'DELETE FROM series_chunks WHERE series IN (SELECT key FROM series WHERE run = ?) LIMIT 128',
  'DELETE FROM runs WHERE key = ?',
]
/** Of a data set that was deleted, or whose import came to nothing. A chunk holds at most 256 KB. */
const dataSlices = ['DELETE FROM data_chunks WHERE data = ? LIMIT 8', 'DELETE FROM data_sets WHERE key = ?']
const pagesAtOnce = 256

/**
 * One short piece of the clearing-up after `markPurged` and deleted data, so that no other command waits long for it.
 * Returns whether there is more to do. A purge cut off by the end of the process goes on at the next start.
 */
export function purgeSlice(database: Database): boolean {
  const key = sql<number>(database, 'SELECT key FROM runs WHERE purged = 1 LIMIT 1').pluck().get()
  if (key !== undefined) return slices.some((slice) => sql(database, slice).run(key).changes > 0)
  const data = sql<number>(database, 'SELECT key FROM data_sets WHERE abandoned = 1 LIMIT 1').pluck().get()
  if (data !== undefined) return dataSlices.some((slice) => sql(database, slice).run(data).changes > 0)
  if ((database.pragma('freelist_count', { simple: true }) as number) === 0) return false
  database.pragma(`incremental_vacuum(${pagesAtOnce})`)
  return true
}
