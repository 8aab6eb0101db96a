import { setTimeout as after } from 'node:timers/promises'
import type { Compiled } from '../../contract/compiled.ts'
import type { BackendId, EngineCommands, EngineEvents } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { connectApi } from '../../contract/rpc.ts'
import { mergeCompiled } from '../compiled/mergeCompiled.ts'
import { readDigits } from '../digits.ts'
import type { EngineLauncher } from '../engineProcess.ts'
import type { BenchmarkCase } from './cases.ts'
import type { Begun, Contestant, Session } from './contestant.ts'

/** Milliseconds in which a process that went away says how, after its channel closed. */
const lastWords = 1000

interface Options {
  launch: EngineLauncher
  backend: BackendId
  threads: number | null
  test: BenchmarkCase
}

/** One process of an engine; `known` is what is compiled already. */
function openProcess({ launch, backend, threads, test: { recipe } }: Options, known?: Compiled) {
  const launchedAt = performance.now()
  const engine = launch()
  const client = connectApi<EngineCommands, EngineEvents>(engine.port)
  const ended = new Promise<string>((resolve) => engine.onExit(resolve))
  let compiled: Compiled | undefined
  client.on('compiled', (news) => (compiled = mergeCompiled(compiled, news.compiled)))

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
    async first() {
      const data = recipe.data.kind === 'digits' ? await readDigits(recipe.data.points) : undefined
      const request = { recipe, backend, threads, ...(data ? { data } : {}), ...(known ? { compiled: known } : {}) }
      const first = await asked(client.call('timeFirst', request))
      return { ...first, seconds: (performance.now() - launchedAt) / 1000 }
    },
    time: (stepsPerCall: number | null, seconds: number) => asked(client.call('time', { stepsPerCall, seconds })),
    /** All that it has compiled. */
    compiled: () => compiled,
    end: () => engine.kill(),
  }
}

function openEngine(options: Options): Session {
  const engine = openProcess(options)
  let second: ReturnType<typeof openProcess> | undefined

  /** The first step of another process that is given what this one compiled. */
  async function again(): Promise<Begun['again']> {
    second = openProcess(options, engine.compiled())
    const { compiling, seconds } = await second.first()
    second.end()
    return compiling && { firstStepSeconds: seconds, compiling: compiling.milliseconds }
  }

  return {
    async begin() {
      const { version, threads, preparing, compiling, seconds } = await engine.first()
      return {
        version,
        threads,
        preparing,
        firstStepSeconds: seconds,
        compiling: compiling?.milliseconds ?? null,
        again: compiling ? await again() : null,
      }
    },
    measure: (way, seconds) => engine.time(way === 'one' ? 1 : null, seconds),
    end() {
      engine.end()
      second?.end()
    },
  }
}

/** An engine of the workbench in a process of its own, as a run has it. */
export function engineContestant(launch: EngineLauncher, backend: BackendId, threads: number | null): Contestant {
  return {
    name: backend,
    threads,
    takes: () => true,
    open: (test) => openEngine({ launch, backend, threads, test }),
  }
}
