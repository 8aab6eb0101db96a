import { MessageChannel, Worker } from 'node:worker_threads'
import { WorkbenchError } from '../contract/errors.ts'
import { messagePort } from '../contract/ports/messagePort.ts'
import { connectApi, type Client } from '../contract/rpc.ts'
import type { StoreCommands } from './api.ts'

type StoreEvents = Record<string, never>

export interface StoreClient extends Client<StoreCommands, StoreEvents> {
  /** Waits for the calls under way, closes the file and ends the worker. Rejects if the worker had ended by itself. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** The library's file; made where there is none, in a folder that must exist. */
  file: string
  /** Where this build has `worker.ts`. */
  worker: URL | string
}

/**
 * Opens the library in a worker thread of its own, so that no caller ever waits for the disk.
 * Rejects with a WorkbenchError, the file unchanged, where it can't be opened: a folder that can't be written to,
 * a file that is not a library, is damaged, or was written by a newer version.
 */
export async function openStore({ file, worker: entry }: StoreOptions): Promise<StoreClient> {
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(entry, { workerData: { file, channel: port2 }, transferList: [port2] })
  const client = connectApi<StoreCommands, StoreEvents>(messagePort(port1))
  let crash: WorkbenchError | undefined
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.on('error', (error) => {
    crash = new WorkbenchError('internal', `The store’s worker ended: ${error.message}`)
  })
  try {
    await client.call('info', {})
  } catch (error) {
    client.close()
    await worker.terminate()
    throw crash ?? error
  }
  let closing: Promise<void> | undefined
  const close = async () => {
    // Calls are answered in order: once this one has been, or the worker has gone, none before it is left.
    await client.call('info', {}).catch(() => undefined)
    client.close()
    await ended
    if (crash) throw crash
  }
  return { ...client, close: () => (closing ??= close()) }
}
