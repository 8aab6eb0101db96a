import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type {
  BackendId,
  BackendRecord,
  Checkpoint,
  EngineCommands,
  EngineEvents,
  Forked,
  StepAudit,
} from '../../../src/contract/engine.ts'
import { childPort } from '../../../src/contract/ports/child.ts'
import type { Recipe } from '../../../src/contract/recipe/schema.ts'
import { connectApi, type Client } from '../../../src/contract/rpc.ts'
import { readDigits } from '../../../src/workbench/digits.ts'

const entry = fileURLToPath(new URL('../../../src/engine/index.ts', import.meta.url))
const doublePrecision = new URL('../reference/doublePrecision.ts', import.meta.url).href

/** What one run computed, from its start or from a checkpoint. */
export interface Outcome {
  record: BackendRecord
  /** [step, value] pairs of every series but those that measure time. */
  series: Record<string, [number, number][]>
  checkpoints: Checkpoint[]
  samples: Float32Array | Uint8Array
}

/** An engine in a process of its own, as the product runs it: backends share globals and bear no company. */
export class EngineUnderTest {
  readonly backend: BackendId
  #threads: number
  #child: ChildProcess
  #client: Client<EngineCommands, EngineEvents>
  #lastWords = ''
  #outcome: Outcome | undefined
  #settle: ((ending: string) => void) | undefined

  /** With `double`, every array of the process is of double precision: the plain JavaScript backend then is, too. */
  constructor(backend: BackendId, { threads = 1, double = false } = {}) {
    this.backend = backend
    this.#threads = threads
    this.#child = fork(entry, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: double ? ['--import', doublePrecision] : [],
    })
    this.#client = connectApi<EngineCommands, EngineEvents>(childPort(this.#child))
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#lastWords += text))
    this.#child.once('exit', (code, signal) => this.#settle?.(`exit ${code ?? signal}: ${this.#lastWords}`))
    this.#client.on('metrics', ({ chunks }) => {
      for (const { name, steps, values } of chunks) {
        if (name === 'epoch.seconds') continue
        const points = [...steps].map((step, index): [number, number] => [step, values[index]!])
        ;(this.#outcome!.series[name] ??= []).push(...points)
      }
    })
    this.#client.on('checkpoint', ({ checkpoint }) => this.#outcome!.checkpoints.push(checkpoint))
    this.#client.on('frame', ({ frame }) => (this.#outcome!.samples = frame.samples))
    for (const name of ['finished', 'stopped', 'diverged', 'failed'] as const) {
      this.#client.on(name, (payload) =>
        this.#settle?.(name === 'finished' ? name : `${name}: ${JSON.stringify(payload)}`),
      )
    }
  }

  /**
   * Trains a recipe to its end, one run at a time. With `pauseAt`, pauses there, takes a checkpoint and goes on.
   * Throws when the run ends in any other way, with what the process said last.
   */
  async train(recipe: Recipe, options: { checkpoint?: Checkpoint; pauseAt?: number } = {}): Promise<Outcome> {
    const { checkpoint, pauseAt } = options
    const outcome: Outcome = { record: undefined!, series: {}, checkpoints: [], samples: new Float32Array() }
    this.#outcome = outcome
    const ended = new Promise<string>((resolve) => (this.#settle = resolve))
    outcome.record = await this.#client.call('start', {
      recipe,
      backend: this.backend,
      threads: this.#threads,
      totalSteps: recipe.schedule.steps,
      data: recipe.data.kind === 'digits' ? await readDigits(recipe.data.points) : undefined,
      checkpoint,
      pace: null,
      paused: pauseAt !== undefined,
    })
    if (pauseAt !== undefined) {
      const paused = this.#pausedAt(pauseAt)
      await this.#client.call('step', { count: pauseAt })
      await paused
      await this.#client.call('checkpoint', {})
      await this.#client.call('resume', {})
    }
    const ending = await ended
    if (ending !== 'finished') throw new Error(`the engine “${this.backend}” ended otherwise: ${ending}`)
    return outcome
  }

  async sample(recipe: Recipe, checkpoint: Checkpoint, count: number): Promise<Float32Array> {
    return this.#client.call('sample', { recipe, backend: this.backend, threads: this.#threads, checkpoint, count })
  }

  /** What a run begins as that goes on from a checkpoint of one with the recipe `parent`. */
  async fork(recipe: Recipe, parent: Recipe, checkpoint: Checkpoint): Promise<Forked> {
    return this.#client.call('fork', { recipe, parent, backend: this.backend, threads: this.#threads, checkpoint })
  }

  /** Everything of one step, reached from the checkpoint or from the start. */
  async audit(recipe: Recipe, step: number, checkpoint?: Checkpoint): Promise<StepAudit> {
    const data = recipe.data.kind === 'digits' ? await readDigits(recipe.data.points) : undefined
    return this.#client.call('audit', { recipe, backend: this.backend, threads: this.#threads, step, data, checkpoint })
  }

  end(): void {
    this.#child.kill('SIGKILL')
  }

  #pausedAt(at: number): Promise<void> {
    return new Promise((resolve) => {
      const off = this.#client.on('progress', ({ step, paused }) => {
        if (step === at && paused) {
          off()
          resolve()
        }
      })
    })
  }
}
