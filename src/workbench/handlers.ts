import type { WorkbenchEvents, WorkbenchHandlers, WorkbenchInfo } from '../contract/api.ts'
import type { Served } from '../contract/rpc.ts'
import type { RunSummary } from '../contract/run.ts'
import { makeDataset } from '../engine/datasets/index.ts'
import type { RunPatch } from '../store/api.ts'
import type { StoreClient } from '../store/index.ts'
import { auditRun } from './audit.ts'
import type { CompiledSteps } from './compiled/compiledSteps.ts'
import { controlRun, trashRuns } from './control.ts'
import { dataSetOf } from './data/bytes.ts'
import { previewOf } from './data/preview.ts'
import { EngineChooser } from './engineChooser.ts'
import { engineReport, type EnginePool } from './engines.ts'
import { findEntries } from './entries.ts'
import { forkRun } from './fork.ts'
import { exportRun } from './exports/index.ts'
import { readMoments } from './exports/runMoments.ts'
import { readLessons } from './lessons/texts.ts'
import { readLicences } from './licences.ts'
import { checkedRecipe, newRun } from './newRun.ts'
import { readPresets } from './presets.ts'
import type { RunQueue } from './queue.ts'
import { Turns } from './turns.ts'

export interface HandlerParts {
  store: StoreClient
  queue: RunQueue
  engines: EnginePool
  compiled: CompiledSteps
  broadcast: Served<WorkbenchEvents>
  resources: URL
  info: () => Promise<WorkbenchInfo>
}

/** Commands about what is a client's own. */
export type OwnCommands = 'lessons.run' | 'lessons.stop' | 'data.begin' | 'data.send' | 'data.finish' | 'data.cancel'

/** What the workbench does at each command of the contract, but for lessons and imports: those are each client's own. */
export function workbenchHandlers(parts: HandlerParts): Omit<WorkbenchHandlers, OwnCommands> {
  const { store, queue, engines, broadcast } = parts

  /** A summary with what only a live session knows. */
  const live = (summary: RunSummary): RunSummary => {
    const session = queue.session(summary.id)
    return session ? { ...summary, stepsPerSecond: session.stepsPerSecond } : summary
  }

  const update = async (id: string, patch: RunPatch): Promise<RunSummary> => {
    const summary = live(await store.call('run.update', { id, patch }))
    broadcast.emit('run.changed', summary)
    return summary
  }

  const getSummary = async (id: string) => live((await store.call('run.get', { id })).summary)

  const tellAll = async (ids: readonly string[]): Promise<null> => {
    for (const id of ids) broadcast.emit('run.changed', await getSummary(id))
    return null
  }

  /** Before a checkpoint is read from a run in training: takes one of this very moment. */
  const freshen = async (id: string, step: number | undefined) => {
    const session = queue.session(id)
    if (!session || step !== undefined) return
    await session.engine.call('checkpoint', {})
    await session.settled()
  }

  /** One audit after another: each is an engine on the cores that runs in training need. */
  const audits = new Turns()
  const chooser = new EngineChooser(engines)
  const controls = { store, queue, chooser, turns: new Turns(), update }

  return {
    'workbench.info': parts.info,
    'engines.report': engineReport,
    'engines.choose': ({ recipe }) => chooser.choose(checkedRecipe(recipe)),
    'compiled.report': () => parts.compiled.report(),
    'presets.list': () => readPresets(parts.resources),
    'lessons.list': () => readLessons(parts.resources),
    'licences.list': () => readLicences(findEntries().licences),

    'data.list': () => store.call('data.list', {}),

    'data.remove': async ({ hash }) => {
      await store.call('data.remove', { hash })
      broadcast.emit('data.removed', { hash })
      return null
    },

    'data.preview': async ({ data, seed }) => {
      const { shown, bytes } = await previewOf(store, data)
      return makeDataset(shown, seed, bytes).scene()
    },

    'runs.create': async ({ recipe: given, engine, threads, pace, shell }) => {
      const recipe = checkedRecipe(given)
      // Before anything is stored: a run that can't train would only be in the way.
      const backend = await chooser.settle(recipe, engine)
      await dataSetOf(store, recipe.data)
      const run = newRun(recipe, { shell, pace })
      broadcast.emit('run.changed', await store.call('run.create', { run }))
      return queue.enter(run.id, backend, threads)
    },

    'runs.fork': async (request) => {
      await freshen(request.id, request.step)
      return forkRun({ ...parts, chooser }, request)
    },

    'runs.list': async ({ trashed }) => (await store.call('run.list', { trashed })).map(live),

    'runs.get': async ({ id }) => {
      const detail = await store.call('run.get', { id })
      return { ...detail, summary: live(detail.summary) }
    },

    'runs.series': (request) => store.call('series.read', request),
    'runs.frame': (request) => store.call('frame.get', request),
    'runs.sparklines': (request) => store.call('series.sparklines', request),

    'runs.control': async ({ id, control }) => live(await controlRun(controls, id, control)),

    'runs.update': ({ id, name, starred }) =>
      update(id, { ...(name === undefined ? {} : { name }), ...(starred === undefined ? {} : { starred }) }),

    'runs.trash': async ({ ids }) => {
      await trashRuns(controls, ids)
      return tellAll(ids)
    },

    'runs.restore': async ({ ids }) => {
      await store.call('run.trash', { ids, trashedAt: null })
      return tellAll(ids)
    },

    'runs.purge': async ({ ids }) => {
      await store.call('run.purge', { ids })
      for (const id of ids) broadcast.emit('run.removed', { id })
      return null
    },

    'runs.export': async ({ id, request }) => {
      if (request.what !== 'metrics' && request.what !== 'figure') await freshen(id, request.step)
      const summary = await getSummary(id)
      return exportRun({
        store,
        id,
        request,
        sample: (checkpoint, count) => engines.sample(summary, checkpoint, count),
      })
    },

    'runs.audit': ({ id, step }) => audits.take('', () => auditRun(parts, id, step)),

    'runs.moments': async ({ id, count, step }) => {
      await freshen(id, step)
      const summary = await getSummary(id)
      const sample = (checkpoint: Parameters<EnginePool['sample']>[1]) => engines.sample(summary, checkpoint, count)
      return readMoments({ store, id, step, sample })
    },
  }
}
