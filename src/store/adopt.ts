import type { Database } from 'better-sqlite3'
import type { RunSummary } from '../contract/run.ts'
import { toSummary, type RunRow } from './runRow.ts'
import { sql } from './statements.ts'

const moment = (time: number) => `${new Date(time).toISOString().slice(0, 19).replace('T', ' at ')} UTC`

function describeEnd(run: RunRow, lastHeard: number): string {
  const trained = run.step > (run.fork_step ?? 0)
  if (run.state === 'waiting' && !trained) {
    return `The workbench ended while this run waited for its turn, last heard from on ${moment(lastHeard)}. It had not begun to train.`
  }
  const doing = run.state === 'waiting' ? 'waited to go on' : run.state === 'paused' ? 'was paused' : 'was training'
  const kept = !trained ? 'No points of it are kept' : `Its points are kept up to step ${run.step}`
  const resume =
    run.checkpoint_step === null
      ? 'it has no checkpoint, so it would begin again from the start'
      : `it can go on from its checkpoint at step ${run.checkpoint_step}`
  return `The workbench ended while this run ${doing}, last heard from on ${moment(lastHeard)}. ${kept}; ${resume}.`
}

/** Runs left waiting, training or paused by a process that is gone become interrupted; returns them. */
export function adoptRuns(database: Database): RunSummary[] {
  const active = sql<RunRow>(
    database,
    `SELECT * FROM runs WHERE state IN ('waiting', 'training', 'paused') AND purged = 0 ORDER BY created_at, key`,
  ).all()
  return active.map((run) => {
    const lastHeard = run.heartbeat_at ?? run.started_at ?? run.created_at
    const ended = { ...run, state: 'interrupted' as const, ended_at: lastHeard, reason: describeEnd(run, lastHeard) }
    sql(database, 'UPDATE runs SET state = ?, ended_at = ?, reason = ? WHERE key = ?').run(
      ended.state,
      ended.ended_at,
      ended.reason,
      run.key,
    )
    return toSummary(ended)
  })
}
