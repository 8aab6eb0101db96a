import type { Database } from 'better-sqlite3'
import { workerData, type MessagePort } from 'node:worker_threads'
import { messagePort } from '../contract/ports/messagePort.ts'
import { serveApi, type Handlers } from '../contract/rpc.ts'
import { storeCommands, type StoreCommands } from './api.ts'
import { dropStaged } from './data/staging.ts'
import { openDatabase } from './database.ts'
import { storeHandlers } from './handlers.ts'
import { purgeSlice } from './purge.ts'
import { explainSqliteError } from './sqliteError.ts'

const { file, channel } = workerData as { file: string; channel: MessagePort }
const port = messagePort(channel)

/**
 * Frees purged space a slice at a time, with other commands' turns between. Where that stops, on a full disk say, the
 * rest waits for the next purge or start: nothing is lost by it but space.
 */
function freeSlowly(database: Database): () => void {
  let waiting = false
  const next = () => {
    waiting = false
    try {
      if (database.open && purgeSlice(database)) start()
    } catch (error) {
      const reason = explainSqliteError(error, file) as Error
      process.emitWarning(`The space of what was deleted could not be freed yet. ${reason.message}`)
    }
  }
  const start = () => {
    if (!waiting) setImmediate(next)
    waiting = true
  }
  return start
}

function open(): Handlers<StoreCommands> {
  try {
    const database = openDatabase(file)
    const free = freeSlowly(database)
    dropStaged(database)
    free()
    port.onClose(() => database.close())
    return storeHandlers(database, free)
  } catch (error) {
    // Every command answers with the reason; `openStore` asks one and ends this worker.
    const refuse = (): never => {
      throw error
    }
    const refusals = Object.keys(storeCommands).map((name): [string, () => never] => [name, refuse])
    return Object.fromEntries(refusals) as unknown as Handlers<StoreCommands>
  }
}

serveApi(storeCommands, port, open())
