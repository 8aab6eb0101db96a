import type { Database } from 'better-sqlite3'
import type { Handlers } from '../contract/rpc.ts'
import { adoptRuns } from './adopt.ts'
import type { StoreCommands } from './api.ts'
import { getCheckpoint, putCheckpoint } from './checkpoints.ts'
import { dataSet, listData, readChunk, removeData } from './data/dataSets.ts'
import { appendData, dropData, keepData, stageData } from './data/staging.ts'
import { fileBytes, setDurable } from './database.ts'
import { forkRun } from './fork.ts'
import { getFrame, putFrame, putScene } from './pictures.ts'
import { markPurged } from './purge.ts'
import { rewindRun } from './rewind.ts'
import { createRun, getRun, listRuns, markAlive, trashRuns, updateRun } from './runs.ts'
import { appendMetrics } from './series/append.ts'
import { valuesAt } from './series/at.ts'
import { queryRun, sparklines } from './series/query.ts'
import { explainSqliteError } from './sqliteError.ts'

/** Commands whose loss in a power cut a resume makes good: see `setDurable`. */
const repeatable: readonly string[] = ['metrics.append', 'frame.put', 'run.heartbeat', 'data.append']
/** Commands that leave space to be freed. */
const freeing: readonly string[] = ['run.purge', 'data.keep', 'data.drop', 'data.remove']

/** Answers the store's commands from `database`, each in one transaction. `onPurge` is told when there may be space to free. */
export function storeHandlers(database: Database, onPurge: () => void): Handlers<StoreCommands> {
  const handlers: Handlers<StoreCommands> = {
    info: () => ({
      file: database.name,
      schema: database.pragma('user_version', { simple: true }) as number,
      bytes: fileBytes(database.name),
    }),
    'run.create': ({ run }) => createRun(database, run),
    'run.fork': ({ fork }) => forkRun(database, fork),
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
    'data.stage': ({ name, createdAt }) => stageData(database, name, createdAt),
    'data.append': ({ key, chunk }) => nothing(appendData(database, key, chunk)),
    'data.keep': ({ key, kept }) => keepData(database, key, kept),
    'data.drop': ({ key }) => nothing(dropData(database, key)),
    'data.list': () => listData(database),
    'data.get': ({ hash }) => dataSet(database, hash),
    'data.chunk': ({ hash, part, number }) => readChunk(database, hash, part, number),
    'data.remove': ({ hash }) => nothing(removeData(database, hash)),
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
        if (freeing.includes(name)) onPurge()
      }
    }
    return [name, guarded]
  })
  return Object.fromEntries(whole) as Handlers<StoreCommands>
}

function nothing(_done: void): null {
  return null
}
