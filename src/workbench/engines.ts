import { availableParallelism } from 'node:os'
import type { EngineReport } from '../contract/api.ts'
import type { BackendId, Checkpoint, EngineCommands, EngineEvents } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { connectApi, type Client } from '../contract/rpc.ts'
import type { RunSummary } from '../contract/run.ts'
import { engineInfos } from '../engine/backends/availability.ts'
import { engineDetails } from '../engine/backends/details.ts'
import { chooseEngine } from './engineChoice.ts'
import type { EngineLauncher, EngineProcess } from './engineProcess.ts'

/** Runs that train at once; the others wait. One core is left for the page. */
export const concurrentRuns = Math.max(1, Math.min(4, availableParallelism() - 1))

/** The engine of most runs that name none: see engineChoice.ts for those of a recipe. */
const automatic = () => chooseEngine(null, engineInfos(), () => null)
export const defaultEngine: BackendId = automatic().id

/** Every engine looked at anew, and the one that runs get which name none. */
export async function engineReport(): Promise<EngineReport> {
  return { engines: await engineDetails(), automatic: automatic() }
}

/** Engine processes, one of them started ahead of need so that a run begins at once. */
export class EnginePool {
  #launch: EngineLauncher
  #spare: EngineProcess | undefined
  #closed = false

  constructor(launch: EngineLauncher) {
    this.#launch = launch
  }

  /** Starts the spare process, if there is none. */
  warm(): void {
    if (this.#spare || this.#closed) return
    const spare = this.#launch()
    this.#spare = spare
    spare.onExit(() => {
      if (this.#spare === spare) this.#spare = undefined
    })
  }

  take(): EngineProcess {
    const engine = this.#spare ?? this.#launch()
    this.#spare = undefined
    return engine
  }

  /**
   * Lends an engine of its own to a task other than training; it ends with the task. Throws unavailable, as `undone`
   * and how it ended, where its process goes away before that.
   */
  async lend<T>(undone: string, task: (engine: Client<EngineCommands, EngineEvents>) => Promise<T>): Promise<T> {
    const engine = this.take()
    const client = connectApi<EngineCommands, EngineEvents>(engine.port)
    let gone = false
    client.onClose(() => (gone = true))
    const ended = new Promise<string>((resolve) => engine.onExit(resolve))
    try {
      return await task(client)
    } catch (error) {
      if (!gone) throw error
      throw new WorkbenchError('unavailable', `${undone}: the engine ended, ${await ended}`)
    } finally {
      engine.kill()
    }
  }

  /** Fresh examples from a run's checkpoint, count × data width. */
  sample(summary: RunSummary, checkpoint: Checkpoint, count: number): Promise<Float32Array> {
    const { id: backend, threads } = summary.backend ?? { id: 'cpu' as const, threads: 1 }
    return this.lend('no fresh examples could be made', (engine) =>
      engine.call('sample', { recipe: summary.recipe, backend, threads, checkpoint, count }),
    )
  }

  close(): void {
    this.#closed = true
    this.#spare?.kill()
    this.#spare = undefined
  }
}
