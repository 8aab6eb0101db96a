import { join } from 'node:path'
import {
  commands,
  type WorkbenchClient,
  type WorkbenchCommands,
  type WorkbenchEvents,
  type WorkbenchInfo,
} from '../contract/api.ts'
import type { Port } from '../contract/port.ts'
import { memoryPorts } from '../contract/ports/memory.ts'
import { connectApi, serveApi } from '../contract/rpc.ts'
import { activeStates, type RunSummary, type ShellKind } from '../contract/run.ts'
import { engineInfos } from '../engine/backends/availability.ts'
import { openStore } from '../store/index.ts'
import { Broadcast } from './broadcast.ts'
import { CompiledSteps } from './compiled/compiledSteps.ts'
import { ImportDesk } from './data/desk.ts'
import { forkEngine, type EngineLauncher } from './engineProcess.ts'
import { defaultEngine, EnginePool } from './engines.ts'
import { workbenchHandlers } from './handlers.ts'
import { LessonDesk } from './lessons/desk.ts'
import { RunQueue } from './queue.ts'
import { version } from './version.ts'

/** The service behind the API, over one home; its opener must own the home. */
export interface Workbench {
  /** Serves one client, commands and events, until its port closes. */
  connect(port: Port): void
  /** Runs that wait, train or are paused. */
  activeRuns(): Promise<RunSummary[]>
  /** Starts an engine process ahead of need, so that the first run begins at once. */
  warm(): void
  /** Checkpoints and ends what trains, so that it can be resumed, and closes the store. */
  close(): Promise<void>
}

export interface WorkbenchOptions {
  /** Folder that holds the library; it exists and is writable. */
  home: string
  shell: ShellKind
  /** Where the engine's process and the store's worker begin. */
  entries: { engine: URL; store: URL }
  /** The folder of presets; ends with a slash. */
  resources: URL
  /** How engine processes are made; forked Node processes unless given. */
  launch?: EngineLauncher
}

/** The library's file inside a home. */
export const libraryFile = (home: string) => join(home, 'library.sqlite')

/** Opens the home's library. Throws a WorkbenchError, with the file untouched, if it can't be read. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const store = await openStore({ file: libraryFile(options.home), worker: options.entries.store })
  await store.call('run.adopt', {})
  const startedAt = Date.now()
  const broadcast = new Broadcast()
  const engines = new EnginePool(options.launch ?? forkEngine(options.entries.engine))
  const compiled = new CompiledSteps(options.home, options.entries.engine)
  const queue = new RunQueue(store, engines, broadcast, compiled)

  const info = async (): Promise<WorkbenchInfo> => {
    const { schema, bytes } = await store.call('info', {})
    return {
      version,
      home: options.home,
      schema,
      storeBytes: bytes,
      owner: { pid: process.pid, shell: options.shell, startedAt },
      node: process.versions.node,
      engines: engineInfos(),
      defaultEngine,
    }
  }

  const handlers = workbenchHandlers({
    store,
    queue,
    engines,
    compiled,
    broadcast,
    resources: options.resources,
    info,
  })

  const connect = (port: Port) => {
    const desk = new LessonDesk({
      engines,
      resources: options.resources,
      connect: connectOwn,
      tell: (news) => client.emit('lesson.told', news),
    })
    const imports = new ImportDesk(store, broadcast)
    const client = serveApi<WorkbenchCommands, WorkbenchEvents>(commands, port, {
      ...handlers,
      'lessons.run': (request) => desk.run(request),
      'lessons.stop': ({ id }) => {
        desk.stop(id)
        return null
      },
      'data.begin': (request) => imports.begin(request),
      'data.send': (request) => imports.send(request),
      'data.finish': ({ id }) => imports.finish(id),
      'data.cancel': ({ id }) => imports.cancel(id),
    })
    broadcast.add(client)
    port.onClose(() => {
      broadcast.remove(client)
      desk.leave()
      imports.leave()
    })
  }

  const connectOwn = (): WorkbenchClient => {
    const [own, served] = memoryPorts()
    connect(served)
    return connectApi<WorkbenchCommands, WorkbenchEvents>(own)
  }

  return {
    connect,
    async activeRuns() {
      const runs = await store.call('run.list', { trashed: false })
      return runs.filter((run) => activeStates.includes(run.state))
    },
    warm: () => engines.warm(),
    async close() {
      await queue.close()
      await compiled.settled()
      engines.close()
      await store.close()
    },
  }
}
