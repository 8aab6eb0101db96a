import { commands, type WorkbenchCommands, type WorkbenchEvents } from '../../../src/contract/api.ts'
import { WorkbenchError } from '../../../src/contract/errors.ts'
import type { Port } from '../../../src/contract/port.ts'
import { serveApi, type Handlers, type Served } from '../../../src/contract/rpc.ts'
import type { RunSummary } from '../../../src/contract/run.ts'
import type { Workbench } from '../../../src/workbench/index.ts'

export interface FakeWorkbench extends Workbench {
  emit: Served<WorkbenchEvents>['emit']
  clients: number
  closed: boolean
}

/** A workbench without store or engine: it answers presets.list with its process's id and everything else not at all. */
export function fakeWorkbench(active: RunSummary[] = []): FakeWorkbench {
  const served = new Set<Served<WorkbenchEvents>>()
  const handlers = new Proxy(
    { 'presets.list': () => [{ id: String(process.pid), title: '', summary: '', recipe: {} }] },
    {
      get: (known, name) =>
        Reflect.get(known, name) ??
        (() => {
          throw new WorkbenchError('not-found', 'nothing here')
        }),
    },
  ) as unknown as Handlers<WorkbenchCommands>
  const fake: FakeWorkbench = {
    clients: 0,
    closed: false,
    connect(port: Port) {
      const one = serveApi<WorkbenchCommands, WorkbenchEvents>(commands, port, handlers)
      served.add(one)
      fake.clients++
      port.onClose(() => {
        served.delete(one)
        fake.clients--
      })
    },
    emit: (name, payload) => {
      for (const one of served) one.emit(name, payload)
    },
    activeRuns: () => Promise.resolve(active),
    warm: () => {},
    close: () => {
      fake.closed = true
      return Promise.resolve()
    },
  }
  return fake
}
