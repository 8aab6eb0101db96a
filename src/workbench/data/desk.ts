import type { WorkbenchEvents, WorkbenchHandlers } from '../../contract/api.ts'
import type { ImportedData } from '../../contract/dataSet.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { Served } from '../../contract/rpc.ts'
import type { StoreClient } from '../../store/index.ts'
import { Turns } from '../turns.ts'
import { DataImport } from './import.ts'

type Request<K extends keyof WorkbenchHandlers> = Parameters<WorkbenchHandlers[K]>[0]

/** Imports of one client: they end with it, and then leave nothing. */
export class ImportDesk {
  readonly #store: StoreClient
  readonly #broadcast: Served<WorkbenchEvents>
  readonly #imports = new Map<string, DataImport>()
  readonly #turns = new Turns()

  constructor(store: StoreClient, broadcast: Served<WorkbenchEvents>) {
    this.#store = store
    this.#broadcast = broadcast
  }

  begin({ id, name, totalBytes, options }: Request<'data.begin'>): null {
    if (this.#imports.has(id)) throw new WorkbenchError('conflict', `an import called “${id}” is under way already`)
    this.#imports.set(id, new DataImport({ store: this.#store, name, totalBytes, options }))
    return null
  }

  send({ id, file, bytes, last }: Request<'data.send'>): Promise<{ bytes: number; count: number }> {
    return this.#take(id, async (one) => {
      await one.take(file, bytes, last)
      return { bytes: one.bytesRead, count: one.count }
    })
  }

  finish(id: string): Promise<ImportedData> {
    return this.#take(id, async (one) => {
      const imported = await one.finish()
      this.#imports.delete(id)
      this.#broadcast.emit('data.changed', { dataSet: imported.dataSet })
      return imported
    })
  }

  /** Gives an import up; none where it has ended. */
  async cancel(id: string): Promise<null> {
    const one = this.#imports.get(id)
    this.#imports.delete(id)
    // Behind what is under way, so that nothing is staged after it.
    if (one) await this.#turns.take(id, () => one.drop())
    return null
  }

  /** Gives up all that a client that has left had begun. */
  leave(): void {
    // A store that is closing frees what was staged when it is opened next.
    for (const id of this.#imports.keys()) this.cancel(id).catch(() => undefined)
  }

  /** Slices are read in the order in which they came. An error ends the import. */
  #take<T>(id: string, task: (one: DataImport) => Promise<T>): Promise<T> {
    return this.#turns.take(id, async () => {
      const one = this.#imports.get(id)
      if (!one) throw new WorkbenchError('conflict', 'this import has ended')
      try {
        return await task(one)
      } catch (error) {
        this.#imports.delete(id)
        throw error
      }
    })
  }
}
