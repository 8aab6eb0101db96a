import type { Database } from 'better-sqlite3'
import type { BackendRecord } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import type { ForkOrigin, RunState, RunSummary, ShellKind } from '../contract/run.ts'
import { sql } from './statements.ts'

/** A row of the table `runs`. */
export interface RunRow {
  key: number
  id: string
  name: string
  starred: number
  created_at: number
  started_at: number | null
  ended_at: number | null
  trashed_at: number | null
  heartbeat_at: number | null
  state: RunState
  step: number
  total_steps: number
  training_seconds: number
  pace: number | null
  shell: ShellKind
  reason: string | null
  checkpoint_step: number | null
  bytes: number
  backend: string | null
  engine: string | null
  latest: string
  recipe: string
  parent: string | null
  parent_name: string | null
  fork_step: number | null
  begun_anew: string | null
}

/** The run's row; throws not-found, also for a run that is being purged. */
export function runRow(database: Database, id: string): RunRow {
  const row = sql<RunRow>(database, 'SELECT * FROM runs WHERE id = ? AND purged = 0').get(id)
  if (!row) throw new WorkbenchError('not-found', `there is no run “${id}”`)
  return row
}

/** JSON has no NaN or infinities: they stand as strings, which no other value of `latest` is. */
export function formatLatest(latest: Record<string, number>): string {
  return JSON.stringify(latest, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  )
}

export function parseLatest(text: string): Record<string, number> {
  const latest = JSON.parse(text) as Record<string, number | string>
  // A reviver would do this in a line, and take longer than all the rest of listing many runs.
  for (const [name, value] of Object.entries(latest)) if (typeof value === 'string') latest[name] = Number(value)
  return latest as Record<string, number>
}

function forkOf({ parent, parent_name: name, fork_step: step, begun_anew: anew }: RunRow): ForkOrigin | null {
  if (parent === null || name === null || step === null) return null
  return { run: parent, name, step, anew: JSON.parse(anew ?? '[]') as string[] }
}

/** A recipe as it was stored; GANs' from before there were regularisers and stabilisers name none. */
function readRecipe(text: string): Recipe {
  const recipe = JSON.parse(text) as Recipe
  return recipe.family === 'gan' ? Object.assign({ regularizers: [], stabilizers: [] }, recipe) : recipe
}

export function toSummary(row: RunRow): RunSummary {
  return {
    id: row.id,
    name: row.name,
    starred: row.starred !== 0,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    trashedAt: row.trashed_at,
    state: row.state,
    step: row.step,
    totalSteps: row.total_steps,
    stepsPerSecond: 0,
    trainingSeconds: row.training_seconds,
    pace: row.pace,
    backend: row.backend === null ? null : (JSON.parse(row.backend) as BackendRecord),
    engine: row.engine === null ? null : (JSON.parse(row.engine) as RunSummary['engine']),
    shell: row.shell,
    recipe: readRecipe(row.recipe),
    latest: parseLatest(row.latest),
    checkpointStep: row.checkpoint_step,
    reason: row.reason,
    bytes: row.bytes,
    fork: forkOf(row),
  }
}
