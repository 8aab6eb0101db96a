import type { Database } from 'better-sqlite3'
import { decodeCheckpoint, encodeCheckpoint } from '../contract/checkpointFile.ts'
import type { Checkpoint } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'
import type { RunDetail } from '../contract/run.ts'
import { isWhole, toBlob, type Blob } from './blob.ts'
import { runRow, type RunRow } from './runRow.ts'
import { sql } from './statements.ts'

type CheckpointFacts = RunDetail['checkpoints'][number]

/** Stores a checkpoint as a safetensors file and drops all but the newest `keep` of the run and those that are kept. */
export function putCheckpoint(
  database: Database,
  id: string,
  checkpoint: Checkpoint,
  createdAt: number,
  keep: number,
): CheckpointFacts {
  const run = runRow(database, id)
  const { data, bytes, checksum } = toBlob(encodeCheckpoint(checkpoint))
  sql(
    database,
    `INSERT INTO checkpoints (run, step, created_at, bytes, checksum, data) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET created_at = excluded.created_at, bytes = excluded.bytes,
       checksum = excluded.checksum, data = excluded.data`,
  ).run(run.key, checkpoint.step, createdAt, bytes, checksum, data)
  sql(
    database,
    `DELETE FROM checkpoints WHERE run = ? AND kept = 0 AND step NOT IN
       (SELECT step FROM checkpoints WHERE run = ? AND kept = 0 ORDER BY step DESC LIMIT ?)`,
  ).run(run.key, run.key, Math.max(1, keep))
  noteNewest(database, run.key)
  return { step: checkpoint.step, createdAt, bytes }
}

/** From now on the run's checkpoint of that step stays, however many newer ones there are. */
export function keepCheckpoint(database: Database, id: string, step: number): void {
  sql(database, 'UPDATE checkpoints SET kept = 1 WHERE run = ? AND step = ?').run(runRow(database, id).key, step)
}

/** The newest checkpoint at or before `step`, or of all, whose bytes are whole. Throws not-found. */
export function getCheckpoint(database: Database, id: string, step = Infinity): Checkpoint {
  const run = runRow(database, id)
  const newestFirst = sql<Blob>(
    database,
    'SELECT checksum, data FROM checkpoints WHERE run = ? AND step <= ? ORDER BY step DESC',
  )
  let damaged = 0
  for (const blob of newestFirst.iterate(run.key, step)) {
    if (isWhole(blob)) return decodeCheckpoint(blob.data)
    damaged += 1
  }
  const where = step === Infinity ? '' : ` at or before step ${step}`
  const why =
    damaged === 0 ? '' : `: ${damaged === 1 ? 'the one there is' : `all ${damaged}`} did not pass the checksum`
  throw new WorkbenchError('not-found', `“${run.name}” has no checkpoint${where} to go on from${why}`)
}

export function listCheckpoints(database: Database, run: RunRow): CheckpointFacts[] {
  return sql<CheckpointFacts>(
    database,
    'SELECT step, created_at AS createdAt, bytes FROM checkpoints WHERE run = ? ORDER BY step',
  ).all(run.key)
}

/** Writes the newest checkpoint's step into the run's row, where lists read it. */
export function noteNewest(database: Database, key: number): void {
  sql(
    database,
    'UPDATE runs SET checkpoint_step = (SELECT max(step) FROM checkpoints WHERE run = runs.key) WHERE key = ?',
  ).run(key)
}
