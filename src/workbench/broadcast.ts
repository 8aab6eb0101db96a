import type { WorkbenchEvents } from '../contract/api.ts'
import type { Served } from '../contract/rpc.ts'

/** The clients of one workbench: what is emitted here reaches them all. */
export class Broadcast implements Served<WorkbenchEvents> {
  #clients = new Set<Served<WorkbenchEvents>>()

  add(client: Served<WorkbenchEvents>): void {
    this.#clients.add(client)
  }

  remove(client: Served<WorkbenchEvents>): void {
    this.#clients.delete(client)
  }

  emit<K extends keyof WorkbenchEvents & string>(name: K, payload: WorkbenchEvents[K]): void {
    for (const client of this.#clients) client.emit(name, payload)
  }
}
