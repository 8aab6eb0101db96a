import type { WorkbenchEvents } from '../contract/api.ts'
import type { BackendId } from '../contract/engine.ts'
import type { Served } from '../contract/rpc.ts'
import type { RunSummary } from '../contract/run.ts'
import type { RunPatch } from '../store/api.ts'
import type { StoreClient } from '../store/index.ts'
import type { CompiledSteps } from './compiled/compiledSteps.ts'
import { dataFor } from './data/bytes.ts'
import { concurrentRuns, type EnginePool } from './engines.ts'
import { Session } from './session.ts'

interface Waiting {
  id: string
  backend: BackendId
  /** Undefined for one that has not trained yet and names no number. */
  threads: number | undefined
}

/** Which runs train, and which wait for their turn. */
export class RunQueue {
  #store: StoreClient
  #engines: EnginePool
  #broadcast: Served<WorkbenchEvents>
  #compiled: CompiledSteps
  #sessions = new Map<string, Session>()
  #waiting: Waiting[] = []
  #closing = false

  constructor(store: StoreClient, engines: EnginePool, broadcast: Served<WorkbenchEvents>, compiled: CompiledSteps) {
    this.#store = store
    this.#engines = engines
    this.#broadcast = broadcast
    this.#compiled = compiled
  }

  /** The session that trains the run; none once its ending is decided, though its process may take a moment to go. */
  session(id: string): Session | undefined {
    const session = this.#sessions.get(id)
    return session?.over ? undefined : session
  }

  /** Puts a run in the queue: it trains at once if a place is free, from its newest checkpoint if it has one. */
  async enter(id: string, backend: BackendId, threads?: number): Promise<RunSummary> {
    const summary = await this.#update(id, {
      state: 'waiting',
      reason: null,
      endedAt: null,
      engine: { id: backend, threads: threads ?? null },
    })
    this.#waiting.push({ id, backend, threads })
    this.#next()
    return summary
  }

  /** Takes a run that waits out of the queue; false if it wasn't waiting. */
  leave(id: string): boolean {
    const at = this.#waiting.findIndex((entry) => entry.id === id)
    if (at < 0) return false
    this.#waiting.splice(at, 1)
    return true
  }

  isWaiting(id: string): boolean {
    return this.#waiting.some((entry) => entry.id === id)
  }

  /** Checkpoints and ends all that trains; what trained or waited can be resumed later. */
  async close(): Promise<void> {
    this.#closing = true
    for (const { id } of this.#waiting.splice(0)) {
      await this.#update(id, { state: 'interrupted', reason: 'The workbench was closed before this run’s turn came.' })
    }
    const reason = 'The workbench was closed while it trained; a checkpoint was saved first.'
    await Promise.all([...this.#sessions.values()].map((session) => session.leave(reason)))
  }

  /** A paused run keeps its engine but not its place. */
  #places(): number {
    return [...this.#sessions.values()].filter((session) => !session.paused && !session.over).length
  }

  #next(): void {
    while (!this.#closing && this.#waiting.length > 0 && this.#places() < concurrentRuns) {
      void this.#begin(this.#waiting.shift()!)
    }
  }

  async #begin({ id, backend, threads }: Waiting): Promise<void> {
    const session = new Session({
      id,
      engine: this.#engines.take(),
      store: this.#store,
      broadcast: this.#broadcast,
      onPause: () => this.#next(),
      onEnd: () => {
        if (this.#sessions.get(id) === session) this.#sessions.delete(id)
        this.#next()
      },
    })
    this.#sessions.set(id, session)
    try {
      await this.#start(session, backend, threads)
    } catch (error) {
      await session.fail(error instanceof Error ? error.message : String(error))
    }
  }

  async #start(session: Session, backend: BackendId, given: number | undefined): Promise<void> {
    const { id } = session
    // Runs that share the machine have one thread each; the engine of one alone finds out what is fastest.
    const threads = given ?? (this.#places() > 1 ? 1 : null)
    const { summary: before, checkpoints } = await this.#store.call('run.get', { id })
    const checkpoint = checkpoints.length > 0 ? await this.#store.call('checkpoint.get', { id }) : undefined
    // Without a checkpoint the run begins anew, frame 0 included.
    const from = checkpoint?.step ?? -1
    await this.#store.call('run.rewind', { id, step: from })
    this.#broadcast.emit('run.rewound', { id, step: Math.max(0, from) })
    const { recipe } = before
    session.engine.on('compiled', ({ compiled }) => this.#compiled.add(recipe, compiled))
    const [data, compiled] = await Promise.all([
      dataFor(this.#store, recipe.data),
      backend === 'onnx' ? this.#compiled.find(recipe) : undefined,
    ])
    const summary = await this.#update(id, { state: 'training', startedAt: before.startedAt ?? Date.now() })
    await session.start({ summary, backend, threads, data, checkpoint, compiled })
  }

  async #update(id: string, patch: RunPatch): Promise<RunSummary> {
    const summary = await this.#store.call('run.update', { id, patch })
    this.#broadcast.emit('run.changed', summary)
    return summary
  }
}
