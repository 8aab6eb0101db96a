import type { Database } from 'better-sqlite3'
import type { Handlers } from '../contract/rpc.ts'
import { adoptRuns } from './adopt.ts'
import type { StoreCommands } from './api.ts'
import { getCheckpoint, putCheckpoint } from './checkpoints.ts'
import { fileBytes, setDurable } from './database.ts'
import { getFrame, putFrame, putScene } from './pictures.ts'
import { markPurged } from './purge.ts'
import { rewindRun } from './rewind.ts'
import { createRun, getRun, listRuns, markAlive, trashRuns, updateRun } from './runs.ts'
import { appendMetrics } from './series/append.ts'
import { valuesAt } from './series/at.ts'
import { queryRun, sparklines } from './series/query.ts'
import { explainSqliteError } from './sqliteError.ts'

/** Commands whose loss in a power cut a resume makes good: see `setDurable`. */
const repeatable: readonly string[] = ['metrics.append', 'frame.put', 'run.heartbeat']

/** Answers the store's commands from `database`, each in one transaction. `onPurge` is told when there is space to free. */
export function storeHandlers(database: Database, onPurge: () => void): Handlers<StoreCommands> {
  const handlers: Handlers<StoreCommands> = {
    info: () => ({
      file: database.name,
      schema: database.pragma('user_version', { simple: true }) as number,
      bytes: fileBytes(database.name),
    }),
    'run.create': ({ run }) => createRun(database, run),
    'run.update': ({ id, patch }) => updateRun(database, id, patch),
    'run.get': ({ id }) => getRun(database, id),
    'run.list': ({ trashed }) => listRuns(database, trashed),
    'run.trash': ({ ids, trashedAt }) => nothing(trashRuns(database, ids, trashedAt)),
    'run.purge': ({ ids }) => nothing(markPurged(database, ids)),
    'run.heartbeat': ({ ids, at }) => nothing(markAlive(database, ids, at)),
    'run.adopt': () => adoptRuns(database),
    'scene.put': ({ id, scene }) => nothing(putScene(database, id, scene)),
    'metrics.append': ({ id, chunks }) => nothing(appendMetrics(database, id, chunks)),
    'series.read': ({ id, names, from, maxPoints }) => queryRun(database, id, names, from, maxPoints),
    'series.at': ({ id, step }) => valuesAt(database, id, step),
    'series.sparklines': ({ ids, name, points }) => sparklines(database, ids, name, points),
    'frame.put': ({ id, frame }) => nothing(putFrame(database, id, frame)),
    'frame.get': ({ id, step }) => getFrame(database, id, step),
    'checkpoint.put': ({ id, checkpoint, createdAt, keep }) => putCheckpoint(database, id, checkpoint, createdAt, keep),
    'checkpoint.get': ({ id, step }) => getCheckpoint(database, id, step),
    'run.rewind': ({ id, step }) => rewindRun(database, id, step),
  }
  const whole = Object.entries(handlers).map(([name, handler]) => {
    const transaction = database.transaction(handler as (params: unknown) => unknown)
    const guarded = (params: unknown) => {
      try {
        setDurable(database, !repeatable.includes(name))
        return transaction(params)
      } catch (error) {
        throw explainSqliteError(error, database.name)
      } finally {
        if (name === 'run.purge') onPurge()
      }
    }
    return [name, guarded]
  })
  return Object.fromEntries(whole) as Handlers<StoreCommands>
}

function nothing(_done: void): null {
  return null
}
