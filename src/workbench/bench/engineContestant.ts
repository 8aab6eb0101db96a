import { setTimeout as after } from 'node:timers/promises'
import type { BackendId, EngineCommands, EngineEvents } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { connectApi } from '../../contract/rpc.ts'
import { dataFor } from '../engines.ts'
import type { EngineLauncher } from '../engineProcess.ts'
import type { BenchmarkCase } from './cases.ts'
import type { Contestant, Session } from './contestant.ts'

/** Milliseconds in which a process that went away says how, after its channel closed. */
const lastWords = 1000

function openEngine(
  launch: EngineLauncher,
  backend: BackendId,
  threads: number | null,
  { recipe }: BenchmarkCase,
): Session {
  const launchedAt = performance.now()
  const engine = launch()
  const client = connectApi<EngineCommands, EngineEvents>(engine.port)
  const ended = new Promise<string>((resolve) => engine.onExit(resolve))

  /** What a call gives; where the process is gone, how it went rather than that the channel is closed. */
  async function asked<T>(call: Promise<T>): Promise<T> {
    try {
      return await call
    } catch (error) {
      if (!(error instanceof WorkbenchError) || error.code !== 'unavailable') throw error
      const how = await Promise.race([ended, after(lastWords, undefined, { ref: false })])
      throw how === undefined ? error : new WorkbenchError('unavailable', how)
    }
  }

  return {
    async begin() {
      const data = await dataFor(recipe)
      const first = await asked(client.call('timeFirst', { recipe, backend, threads, ...(data ? { data } : {}) }))
      const { version, preparing, threads: used } = first
      return { version, threads: used, preparing, firstStepSeconds: (performance.now() - launchedAt) / 1000 }
    },
    measure: (way, seconds) => asked(client.call('time', { stepsPerCall: way === 'one' ? 1 : null, seconds })),
    end: () => engine.kill(),
  }
}

/** An engine of the workbench in a process of its own, as a run has it. */
export function engineContestant(launch: EngineLauncher, backend: BackendId, threads: number | null): Contestant {
  return {
    name: backend,
    threads,
    takes: () => true,
    open: (test) => openEngine(launch, backend, threads, test),
  }
}
