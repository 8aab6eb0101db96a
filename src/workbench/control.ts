import type { z } from 'zod'
import type { controlSchema } from '../contract/api.ts'
import { WorkbenchError } from '../contract/errors.ts'
import type { RunSummary } from '../contract/run.ts'
import type { RunPatch } from '../store/api.ts'
import type { StoreClient } from '../store/index.ts'
import { checkEngine, type EngineChooser } from './engineChooser.ts'
import type { RunQueue } from './queue.ts'
import type { Session } from './session.ts'
import type { Turns } from './turns.ts'

type Control = z.output<typeof controlSchema>

export interface Controls {
  store: StoreClient
  queue: RunQueue
  chooser: EngineChooser
  /** By a run's id: what an order finds must still be so when it acts. */
  turns: Turns
  /** Stores a change and tells the clients. */
  update(id: string, patch: RunPatch): Promise<RunSummary>
}

/** Whether an order reached the run; not where the run ended by itself before. Throws every other error. */
async function reached(session: Session, order: Promise<unknown>): Promise<boolean> {
  try {
    await order
    return true
  } catch (error) {
    // What the engine says comes before its answer; the end of a process that is gone comes after.
    const gone = error instanceof WorkbenchError && error.code === 'unavailable'
    await (gone ? session.ended : session.settled())
    if (session.over) return false
    throw error
  }
}

/** Gives an order to a run in training; throws conflict, with how it ended, where it isn't or just was. */
async function tell(
  { store, queue }: Controls,
  id: string,
  done: string,
  order: (session: Session) => Promise<unknown>,
): Promise<void> {
  const session = queue.session(id)
  if (session && (await reached(session, order(session)))) return
  // Read only now: the state of a run that has just ended is stored by now.
  const { name, state } = (await store.call('run.get', { id })).summary
  throw new WorkbenchError('conflict', `“${name}” is ${state}; only a run in training can be ${done}`)
}

/** Why a run that isn't active can't train on, as an error; or nothing. */
function checkCanGoOn({ name, state, trashedAt, backend, engine }: RunSummary): void {
  if (trashedAt !== null) throw new WorkbenchError('conflict', `“${name}” is in the trash; restore it first`)
  if (state === 'diverged') {
    throw new WorkbenchError(
      'conflict',
      `“${name}” would diverge again at the same step: the same recipe and random numbers give the same run. Train it with a lower rate instead`,
    )
  }
  const trains = backend ?? engine
  if (trains) checkEngine(trains.id)
}

async function resume({ store, queue, chooser }: Controls, id: string): Promise<void> {
  const session = queue.session(id)
  if (session && (await reached(session, session.engine.call('resume', {})))) return
  const { summary } = await store.call('run.get', { id })
  const { name, step, totalSteps, backend } = summary
  if (queue.isWaiting(id)) throw new WorkbenchError('conflict', `“${name}” is waiting for its turn already`)
  checkCanGoOn(summary)
  if (step >= totalSteps && summary.checkpointStep === step) {
    throw new WorkbenchError('conflict', `“${name}” has all its ${totalSteps} steps; train longer to go on`)
  }
  // One that never came to begin trains with what it waited for.
  const engine = backend ?? summary.engine
  await queue.enter(id, engine?.id ?? (await chooser.choose(summary.recipe)).id, engine?.threads ?? undefined)
}

async function stop(controls: Controls, id: string): Promise<void> {
  const { queue, update } = controls
  if (queue.leave(id)) {
    await update(id, { state: 'stopped', endedAt: Date.now(), reason: null })
    return
  }
  await tell(controls, id, 'stopped', (session) => session.stop())
}

async function extend(controls: Controls, id: string, steps: number): Promise<void> {
  const { store, queue, update } = controls
  const session = queue.session(id)
  const longer = ({ totalSteps }: RunSummary) => {
    const sum = totalSteps + steps
    if (sum <= 100_000_000) return sum
    throw new WorkbenchError('bad-input', 'a run has at most 100 000 000 steps')
  }
  const read = async () => (await store.call('run.get', { id })).summary
  const totalSteps = longer(await read())
  if (session && (await reached(session, session.engine.call('extend', { totalSteps })))) {
    await update(id, { totalSteps })
    return
  }
  checkCanGoOn(await read())
  await update(id, { totalSteps })
  if (!queue.isWaiting(id)) await resume(controls, id)
}

/** Throws runs into the trash; those that train or wait are stopped first. Throws not-found, with none touched. */
export async function trashRuns(controls: Controls, ids: readonly string[]): Promise<void> {
  const { store, queue, turns } = controls
  const trashedAt = Date.now()
  const isActive = (id: string) => queue.isWaiting(id) || queue.session(id) !== undefined
  const active = ids.filter((id) => isActive(id) || turns.taken(id))
  await store.call('run.trash', { ids: ids.filter((id) => !active.includes(id)), trashedAt })
  // Those that wait first: else each one stopped would give its place to the next.
  active.sort((a, b) => Number(queue.isWaiting(b)) - Number(queue.isWaiting(a)))
  for (const id of active) {
    await turns.take(id, async () => {
      if (isActive(id)) await obey(controls, id, { action: 'stop' })
      await store.call('run.trash', { ids: [id], trashedAt })
    })
  }
}

/** One order to one run, in its turn; answers with the run as it is afterwards. */
export function controlRun(controls: Controls, id: string, control: Control): Promise<RunSummary> {
  return controls.turns.take(id, () => obey(controls, id, control))
}

async function obey(controls: Controls, id: string, control: Control): Promise<RunSummary> {
  const { store, queue, update } = controls
  // An engine that is still loading takes no orders yet.
  await queue.session(id)?.ready
  switch (control.action) {
    case 'pause':
      await tell(controls, id, 'paused', ({ engine }) => engine.call('pause', {}))
      break
    case 'resume':
      await resume(controls, id)
      break
    case 'step':
      await tell(controls, id, 'stepped', ({ engine }) => engine.call('step', { count: control.count }))
      break
    case 'stop':
      await stop(controls, id)
      break
    case 'extend':
      await extend(controls, id, control.steps)
      break
    case 'pace': {
      const { stepsPerSecond } = control
      const session = queue.session(id)
      if (session) await reached(session, session.engine.call('pace', { stepsPerSecond }))
      await update(id, { pace: stepsPerSecond })
      break
    }
    case 'checkpoint':
      await tell(controls, id, 'checkpointed', ({ engine }) => engine.call('checkpoint', {}))
      break
  }
  await queue.session(id)?.settled()
  return (await store.call('run.get', { id })).summary
}
