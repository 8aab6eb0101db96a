import type { Database } from 'better-sqlite3'
import type { RunSummary } from '../contract/run.ts'
import type { NewFork } from './api.ts'
import { keepCheckpoint, putCheckpoint } from './checkpoints.ts'
import { putFrame, putScene } from './pictures.ts'
import { runRow, toSummary } from './runRow.ts'
import { createRun } from './runs.ts'
import { appendMetrics } from './series/append.ts'
import { sql } from './statements.ts'

/**
 * Stores a run that goes on from another with what it begins as: its first checkpoint, picture and measures. That
 * checkpoint, and the other run's, are never dropped for newer ones.
 */
export function forkRun(database: Database, { run, totalSteps, parent, step, forked }: NewFork): RunSummary {
  const { name } = runRow(database, parent)
  createRun(database, run)
  const { key } = runRow(database, run.id)
  sql(
    database,
    `UPDATE runs SET parent = ?, parent_name = ?, fork_step = ?, begun_anew = ?, step = ?, total_steps = ?
     WHERE key = ?`,
  ).run(parent, name, step, JSON.stringify(forked.anew), step, totalSteps, key)
  putScene(database, run.id, forked.scene)
  putFrame(database, run.id, forked.frame)
  const measured = Object.entries(forked.measures).map(([series, value]) => ({
    name: series,
    steps: Float64Array.of(step),
    values: Float64Array.of(value),
  }))
  appendMetrics(database, run.id, measured)
  putCheckpoint(database, run.id, forked.checkpoint, run.createdAt, 1)
  keepCheckpoint(database, run.id, step)
  keepCheckpoint(database, parent, step)
  return toSummary(runRow(database, run.id))
}
