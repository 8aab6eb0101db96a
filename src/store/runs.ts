import type { Database } from 'better-sqlite3'
import { WorkbenchError } from '../contract/errors.ts'
import type { RunDetail, RunSummary } from '../contract/run.ts'
import type { NewRun, RunPatch } from './api.ts'
import { checkDataKept } from './data/dataSets.ts'
import { listCheckpoints } from './checkpoints.ts'
import { frameSteps, getScene } from './pictures.ts'
import { runRow, toSummary, type RunRow } from './runRow.ts'
import { listSeries } from './series/record.ts'
import { sql } from './statements.ts'

export function createRun(database: Database, run: NewRun): RunSummary {
  if (sql(database, 'SELECT 1 FROM runs WHERE id = ?').get(run.id)) {
    throw new WorkbenchError('bad-input', `there is a run “${run.id}” already; nothing was changed`)
  }
  checkDataKept(database, run.recipe.data)
  sql(
    database,
    `INSERT INTO runs (id, name, created_at, total_steps, pace, shell, recipe) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(run.id, run.name, run.createdAt, run.recipe.schedule.steps, run.pace, run.shell, JSON.stringify(run.recipe))
  return toSummary(runRow(database, run.id))
}

/** How each part of a patch is stored. */
const columns: { [K in keyof Required<RunPatch>]: readonly [string, (value: Required<RunPatch>[K]) => unknown] } = {
  name: ['name', (value) => value],
  starred: ['starred', (value) => (value ? 1 : 0)],
  state: ['state', (value) => value],
  totalSteps: ['total_steps', (value) => value],
  startedAt: ['started_at', (value) => value],
  endedAt: ['ended_at', (value) => value],
  trainingSeconds: ['training_seconds', (value) => value],
  pace: ['pace', (value) => value],
  backend: ['backend', (value) => JSON.stringify(value)],
  engine: ['engine', (value) => JSON.stringify(value)],
  reason: ['reason', (value) => value],
}

export function updateRun(database: Database, id: string, patch: RunPatch): RunSummary {
  const { key } = runRow(database, id)
  for (const name of Object.keys(patch) as (keyof RunPatch)[]) {
    const value = patch[name]
    if (value === undefined) continue
    const column = columns[name]
    if (!column) throw new WorkbenchError('bad-input', `a run has no “${String(name)}” that could be changed`)
    const [title, store] = column as readonly [string, (value: unknown) => unknown]
    sql(database, `UPDATE runs SET ${title} = ? WHERE key = ?`).run(store(value), key)
  }
  return toSummary(runRow(database, id))
}

export function getRun(database: Database, id: string): RunDetail {
  const row = runRow(database, id)
  return {
    summary: toSummary(row),
    scene: getScene(database, row),
    frames: frameSteps(database, row),
    checkpoints: listCheckpoints(database, row),
    series: listSeries(database, row.key).map((series) => series.name),
  }
}

/** Newest first; for the trash, last thrown away first. */
export function listRuns(database: Database, trashed: boolean): RunSummary[] {
  const text = trashed
    ? 'SELECT * FROM runs WHERE trashed_at IS NOT NULL AND purged = 0 ORDER BY trashed_at DESC, key DESC'
    : 'SELECT * FROM runs WHERE trashed_at IS NULL ORDER BY created_at DESC, key DESC'
  return sql<RunRow>(database, text).all().map(toSummary)
}

/** Into the trash, or back out of it with null. */
export function trashRuns(database: Database, ids: readonly string[], trashedAt: number | null): void {
  for (const id of ids) {
    sql(database, 'UPDATE runs SET trashed_at = ? WHERE key = ?').run(trashedAt, runRow(database, id).key)
  }
}

/** Notes when runs were last heard from; a run that has been purged meanwhile needs no note. */
export function markAlive(database: Database, ids: readonly string[], at: number): void {
  for (const id of ids) sql(database, 'UPDATE runs SET heartbeat_at = ? WHERE id = ?').run(at, id)
}
