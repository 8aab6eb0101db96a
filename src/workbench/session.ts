import type { WorkbenchEvents } from '../contract/api.ts'
import type { Compiled } from '../contract/compiled.ts'
import type { BackendId, Checkpoint, DataBytes, EngineCommands, EngineEvents } from '../contract/engine.ts'
import { connectApi, type Client, type Served } from '../contract/rpc.ts'
import type { RunSummary } from '../contract/run.ts'
import { seriesFact } from '../contract/series.ts'
import type { RunPatch } from '../store/api.ts'
import type { StoreClient } from '../store/index.ts'
import { beginningReason, crashReason, failureReason } from './engineEnd.ts'
import type { EngineProcess } from './engineProcess.ts'

const KEPT_CHECKPOINTS = 3
/** Milliseconds between two summaries stored and told while training, and between two heartbeats. */
const TELL_EVERY = 200
const HEARTBEAT_EVERY = 2000
/** Milliseconds an engine has to answer an order to end: it may be in the middle of a long step, or asleep. */
const PATIENCE = 10_000

interface SessionOptions {
  id: string
  engine: EngineProcess
  store: StoreClient
  broadcast: Served<WorkbenchEvents>
  /** Called when the run is paused: its place is free for another. */
  onPause: () => void
  /** Called once, when the engine is gone and the ending is stored. */
  onEnd: () => void
}

interface StartOptions {
  summary: RunSummary
  backend: BackendId
  /** Null for as many as are fastest. */
  threads: number | null
  data: DataBytes | undefined
  checkpoint: Checkpoint | undefined
  /** What is compiled already for recipes of the same shape. */
  compiled: Compiled | undefined
}

/** Waits for an answer, but not for ever; whether it came. */
async function inTime(answer: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE)))
  try {
    return await Promise.race([answer.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}

/** One run in training: hears its engine, stores what it says, then tells the clients. */
export class Session {
  readonly id: string
  stepsPerSecond = 0
  readonly engine: Client<EngineCommands, EngineEvents>
  readonly ended: Promise<void>
  /** Settles when the engine takes orders: its start has been answered, or the session is over. */
  readonly ready: Promise<void>
  #becomeReady!: () => void
  #process: EngineProcess
  #store: StoreClient
  #broadcast: Served<WorkbenchEvents>
  #onPause: () => void
  /** Everything the engine says is handled in its order, one after the other. */
  #work: Promise<void> = Promise.resolve()
  #over = false
  #unreachable = false
  /** What becomes of the run where its engine is ended from here. */
  #parting: { state: 'interrupted' | 'stopped'; reason: string } | null = null
  #trainingSeconds = 0
  #paused = false
  #toldAt = 0
  #heartbeatAt = 0

  constructor(options: SessionOptions) {
    this.id = options.id
    this.#process = options.engine
    this.#store = options.store
    this.#broadcast = options.broadcast
    this.#onPause = options.onPause
    this.engine = connectApi<EngineCommands, EngineEvents>(options.engine.port)
    this.engine.onClose(() => (this.#unreachable = true))
    this.#listen()
    this.ready = new Promise((resolve) => (this.#becomeReady = resolve))
    this.ended = new Promise((resolve) => {
      options.engine.onExit((how) => {
        this.#enqueue(() => this.#exited(how))
        void this.#work.then(() => {
          options.onEnd()
          this.#becomeReady()
          resolve()
        })
      })
    })
  }

  get over(): boolean {
    return this.#over
  }

  get paused(): boolean {
    return this.#paused
  }

  async start({ summary, backend, threads, data, checkpoint, compiled }: StartOptions): Promise<void> {
    const { recipe, totalSteps, pace } = summary
    const record = await this.engine.call('start', {
      recipe,
      backend,
      threads,
      totalSteps,
      pace,
      paused: false,
      ...(data ? { data } : {}),
      ...(checkpoint ? { checkpoint } : {}),
      ...(compiled ? { compiled } : {}),
    })
    this.#enqueue(() => this.#save({ backend: record }))
    await this.#work
    this.#becomeReady()
  }

  /** Waits until all that the engine has said so far is stored and told. */
  async settled(): Promise<void> {
    await this.#work
  }

  /** Stops the run. An engine that does not answer is ended: the run then stands at what it last said. */
  async stop(): Promise<void> {
    if (!(await inTime(this.engine.call('stop', {})))) {
      const reason = 'Its engine did not answer and was ended. What is stored of the run is safe.'
      this.#parting = { state: 'stopped', reason }
      this.#process.kill()
    }
    await this.ended
  }

  /** Takes a checkpoint and ends the engine, leaving the run to be resumed. */
  async leave(reason: string): Promise<void> {
    if (this.#over) return this.ended
    this.#parting = { state: 'interrupted', reason }
    // Paused first, so that no step comes after the checkpoint: it would be lost.
    // An engine that dies meanwhile, or does not answer, ends the session all the same, with its last checkpoint.
    const asked = async () => {
      await this.engine.call('pause', {}).catch(() => null)
      await this.engine.call('checkpoint', {}).catch(() => null)
    }
    if (!(await inTime(asked()))) {
      const late = 'The workbench was closed while its engine did not answer; it can go on from its newest checkpoint.'
      this.#parting = { state: 'interrupted', reason: late }
    }
    await this.#work
    this.#process.kill()
    await this.ended
  }

  /** Ends a run that could not begin. */
  async fail(reason: string): Promise<void> {
    // An engine that has died meanwhile: how it did says more than that it does not answer.
    if (this.#unreachable) return this.ended
    // A run that could not begin because the workbench is closing has not crashed.
    const patch = this.#parting ?? { state: 'crashed' as const, reason: beginningReason(reason) }
    this.#enqueue(() => this.#end(patch))
    await this.ended
  }

  #listen(): void {
    const { engine, id } = this
    const emit = this.#broadcast
    engine.on('scene', ({ scene }) =>
      this.#enqueue(async () => {
        await this.#store.call('scene.put', { id, scene })
        emit.emit('run.scene', { id, scene })
      }),
    )
    engine.on('metrics', ({ chunks }) =>
      this.#enqueue(async () => {
        await this.#store.call('metrics.append', { id, chunks })
        emit.emit('run.metrics', { id, chunks })
      }),
    )
    engine.on('frame', ({ frame }) =>
      this.#enqueue(async () => {
        await this.#store.call('frame.put', { id, frame })
        emit.emit('run.frame', { id, frame })
      }),
    )
    engine.on('checkpoint', ({ checkpoint }) =>
      this.#enqueue(async () => {
        const entry = { id, checkpoint, createdAt: Date.now(), keep: KEPT_CHECKPOINTS }
        emit.emit('run.checkpoint', { id, ...(await this.#store.call('checkpoint.put', entry)) })
      }),
    )
    engine.on('progress', (progress) => this.#enqueue(() => this.#progressed(progress)))
    engine.on('finished', () => this.#enqueue(() => this.#end({ state: 'finished' })))
    engine.on('stopped', () => this.#enqueue(() => this.#end({ state: 'stopped' })))
    engine.on('diverged', ({ step, series }) => {
      const reason = `${seriesFact(series).label} is not a number any more, since step ${step}. Training stopped by itself; the history is kept.`
      this.#enqueue(() => this.#end({ state: 'diverged', reason }))
    })
    engine.on('failed', ({ step, message }) =>
      this.#enqueue(() => this.#end({ state: 'crashed', reason: failureReason(step, message) })),
    )
  }

  #enqueue(task: () => Promise<void>): void {
    this.#work = this.#work.then(task).catch((error: unknown) => this.#broken(error))
  }

  async #progressed(progress: EngineEvents['progress']): Promise<void> {
    if (this.#over) return
    this.#trainingSeconds = progress.trainingSeconds
    this.stepsPerSecond = progress.paused ? 0 : progress.stepsPerSecond
    const now = Date.now()
    if (now - this.#heartbeatAt >= HEARTBEAT_EVERY) {
      this.#heartbeatAt = now
      await this.#store.call('run.heartbeat', { ids: [this.id], at: now })
    }
    if (progress.paused !== this.#paused) {
      this.#paused = progress.paused
      await this.#save({ state: progress.paused ? 'paused' : 'training' })
      if (progress.paused) this.#onPause()
    } else if (now - this.#toldAt >= TELL_EVERY) {
      await this.#save({})
    }
  }

  async #save(patch: RunPatch): Promise<void> {
    this.#toldAt = Date.now()
    this.#tell(
      await this.#store.call('run.update', {
        id: this.id,
        patch: { ...patch, trainingSeconds: this.#trainingSeconds },
      }),
    )
  }

  #tell(summary: RunSummary): void {
    this.#broadcast.emit('run.changed', { ...summary, stepsPerSecond: this.stepsPerSecond })
  }

  async #end(patch: RunPatch): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.stepsPerSecond = 0
    await this.#save({ ...patch, endedAt: Date.now() })
    this.#process.kill()
  }

  async #exited(how: string): Promise<void> {
    if (this.#over) return
    if (this.#parting !== null) return this.#end(this.#parting)
    const { summary } = await this.#store.call('run.get', { id: this.id })
    await this.#end({ state: 'crashed', reason: crashReason(summary.step, how) })
  }

  /** The store refused something: training on would lose it, so the engine is ended and the run says why. */
  async #broken(error: unknown): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.#process.kill()
    const why = error instanceof Error ? error.message : String(error)
    const patch: RunPatch = {
      state: 'crashed',
      reason: `Training ended because its results could not be stored: ${why}`,
      endedAt: Date.now(),
    }
    await this.#store.call('run.update', { id: this.id, patch }).then(
      (summary) => this.#tell(summary),
      (second: unknown) => {
        // The disk is full or gone: the run will be marked interrupted at the next start; say so now.
        process.stderr.write(`ganbench: ${why}; ${second instanceof Error ? second.message : String(second)}\n`)
      },
    )
  }
}
