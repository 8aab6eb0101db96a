import type { z } from 'zod'
import type { controlSchema } from '../contract/api.ts'
import { WorkbenchError } from '../contract/errors.ts'
import type { RunSummary } from '../contract/run.ts'
import type { RunPatch } from '../store/api.ts'
import type { StoreClient } from '../store/index.ts'
import { checkEngine, defaultEngine } from './engines.ts'
import type { RunQueue } from './queue.ts'
import type { Session } from './session.ts'

type Control = z.output<typeof controlSchema>

export interface Controls {
  store: StoreClient
  queue: RunQueue
  /** Stores a change and tells the clients. */
  update(id: string, patch: RunPatch): Promise<RunSummary>
}

function needSession(session: Session | undefined, summary: RunSummary, what: string): Session {
  if (session) return session
  throw new WorkbenchError('conflict', `“${summary.name}” is ${summary.state}; only a run in training can be ${what}`)
}

/** Why a run that isn't active can't train on, as an error; or nothing. */
function checkCanGoOn({ name, state, trashedAt, backend }: RunSummary): void {
  if (trashedAt !== null) throw new WorkbenchError('conflict', `“${name}” is in the trash; restore it first`)
  if (state === 'diverged') {
    throw new WorkbenchError(
      'conflict',
      `“${name}” would diverge again at the same step: the same recipe and random numbers give the same run. Train it with a lower rate instead`,
    )
  }
  checkEngine(backend?.id ?? defaultEngine)
}

async function resume({ queue }: Controls, summary: RunSummary, session: Session | undefined): Promise<void> {
  const { id, name, step, totalSteps, backend } = summary
  if (session) {
    await session.engine.call('resume', {})
    return
  }
  if (queue.isWaiting(id)) throw new WorkbenchError('conflict', `“${name}” is waiting for its turn already`)
  checkCanGoOn(summary)
  if (step >= totalSteps && summary.checkpointStep === step) {
    throw new WorkbenchError('conflict', `“${name}” has all its ${totalSteps} steps; train longer to go on`)
  }
  await queue.enter(id, backend?.id ?? defaultEngine, backend?.threads)
}

async function stop({ queue, update }: Controls, summary: RunSummary, session: Session | undefined): Promise<void> {
  if (queue.leave(summary.id)) {
    await update(summary.id, { state: 'stopped', endedAt: Date.now(), reason: null })
    return
  }
  const active = needSession(session, summary, 'stopped')
  await active.engine.call('stop', {})
  await active.ended
}

/** One order to one run; answers with the run as it is afterwards. */
export async function controlRun(controls: Controls, id: string, control: Control): Promise<RunSummary> {
  const { store, queue, update } = controls
  // An engine that is still loading takes no orders yet.
  await queue.session(id)?.ready
  const { summary } = await store.call('run.get', { id })
  const session = queue.session(id)
  switch (control.action) {
    case 'pause':
      await needSession(session, summary, 'paused').engine.call('pause', {})
      break
    case 'resume':
      await resume(controls, summary, session)
      break
    case 'step':
      await needSession(session, summary, 'stepped').engine.call('step', { count: control.count })
      break
    case 'stop':
      await stop(controls, summary, session)
      break
    case 'extend': {
      const totalSteps = summary.totalSteps + control.steps
      if (totalSteps > 100_000_000) throw new WorkbenchError('bad-input', 'a run has at most 100 000 000 steps')
      if (session) await session.engine.call('extend', { totalSteps })
      else checkCanGoOn(summary)
      const longer = await update(id, { totalSteps })
      if (!session && !queue.isWaiting(id)) await resume(controls, longer, undefined)
      break
    }
    case 'pace':
      await session?.engine.call('pace', { stepsPerSecond: control.stepsPerSecond })
      await update(id, { pace: control.stepsPerSecond })
      break
    case 'checkpoint':
      await needSession(session, summary, 'checkpointed').engine.call('checkpoint', {})
      break
  }
  await queue.session(id)?.settled()
  return (await store.call('run.get', { id })).summary
}
