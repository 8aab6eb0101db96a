import type { Database } from 'better-sqlite3'
import { WorkbenchError } from '../contract/errors.ts'
import type { Frame, Scene } from '../contract/picture.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { packObject, unpackObject, type Blob } from './blob.ts'
import { runRow, type RunRow } from './runRow.ts'
import { sql } from './statements.ts'

export function putScene(database: Database, id: string, scene: Scene): void {
  const { data, bytes, checksum } = packObject(scene)
  sql(
    database,
    `INSERT INTO scenes (run, bytes, checksum, data) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET bytes = excluded.bytes, checksum = excluded.checksum, data = excluded.data`,
  ).run(runRow(database, id).key, bytes, checksum, data)
}

export function getScene(database: Database, run: RunRow): Scene | null {
  const blob = sql<Blob>(database, 'SELECT checksum, data FROM scenes WHERE run = ?').get(run.key)
  return blob ? (unpackObject(blob, `the scene of “${run.name}”`) as Scene) : null
}

/** Bytes that a run's frames may take. A little more than the engine plans for, which counts no heads of rows. */
const mostBytes = 8 << 20

/**
 * Where a run that was trained longer, perhaps often, has more frames than its recipe or 8 MB allow, those go first
 * whose neighbours are nearest; never the first or the newest.
 */
function thinFrames(database: Database, { key, recipe }: RunRow): void {
  const most = (JSON.parse(recipe) as Recipe).schedule.snapshots
  const held = sql<{ count: number; bytes: number }>(
    database,
    'SELECT count(*) AS count, sum(bytes) AS bytes FROM frames WHERE run = ?',
  )
  const drop = sql(
    database,
    `DELETE FROM frames WHERE run = ? AND step = (
       SELECT step FROM (
         SELECT step, lead(step) OVER (ORDER BY step) - lag(step) OVER (ORDER BY step) AS gap FROM frames WHERE run = ?
       ) WHERE gap IS NOT NULL ORDER BY gap, step LIMIT 1)`,
  )
  for (;;) {
    const { count, bytes } = held.get(key)!
    if ((count <= most && bytes <= mostBytes) || drop.run(key, key).changes === 0) return
  }
}

/** A frame at a step that has one already takes its place: a resumed run draws its first frame again. */
export function putFrame(database: Database, id: string, frame: Frame): void {
  const { data, bytes, checksum } = packObject(frame)
  const run = runRow(database, id)
  sql(
    database,
    `INSERT INTO frames (run, step, bytes, checksum, data) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET bytes = excluded.bytes, checksum = excluded.checksum, data = excluded.data`,
  ).run(run.key, frame.step, bytes, checksum, data)
  thinFrames(database, run)
}

/** The frame at `step` or the last before it; the first of all where none is before. Throws not-found. */
export function getFrame(database: Database, id: string, step: number): Frame {
  const run = runRow(database, id)
  type Row = Blob & { step: number }
  const before = 'SELECT step, checksum, data FROM frames WHERE run = ? AND step <= ? ORDER BY step DESC LIMIT 1'
  const first = 'SELECT step, checksum, data FROM frames WHERE run = ? ORDER BY step LIMIT 1'
  const row = sql<Row>(database, before).get(run.key, step) ?? sql<Row>(database, first).get(run.key)
  if (!row) throw new WorkbenchError('not-found', `“${run.name}” has no frames yet`)
  return unpackObject(row, `the frame of “${run.name}” at step ${row.step}`) as Frame
}

export function frameSteps(database: Database, run: RunRow): Float64Array {
  const rows = sql<{ step: number }>(database, 'SELECT step FROM frames WHERE run = ? ORDER BY step').all(run.key)
  return Float64Array.from(rows, (row) => row.step)
}
