import type { WorkbenchEvents } from '../contract/api.ts'
import type { BackendId } from '../contract/engine.ts'
import { forkedSteps, forkIssues } from '../contract/recipe/forkRules.ts'
import type { Served } from '../contract/rpc.ts'
import type { RunSummary, ShellKind } from '../contract/run.ts'
import type { StoreClient } from '../store/index.ts'
import { dataFor } from './data/bytes.ts'
import type { EngineChooser } from './engineChooser.ts'
import type { EnginePool } from './engines.ts'
import { checkedRecipe, newRun, refuseIssues } from './newRun.ts'
import type { RunQueue } from './queue.ts'

interface ForkParts {
  store: StoreClient
  queue: RunQueue
  engines: EnginePool
  chooser: EngineChooser
  broadcast: Served<WorkbenchEvents>
}

interface ForkRequest {
  id: string
  step?: number | undefined
  recipe?: unknown
  engine?: BackendId | undefined
  threads?: number | undefined
  pace: number | null
  shell: ShellKind
}

/**
 * A new run from another one's checkpoint. An engine of its own makes the new run's first checkpoint, picture and
 * measures, which are stored with the run before it enters the queue: from then on it is resumed like any other.
 */
export async function forkRun(
  { store, queue, engines, chooser, broadcast }: ForkParts,
  { id, step, recipe: given, engine, threads: asked, pace, shell }: ForkRequest,
): Promise<RunSummary> {
  const { summary: parent } = await store.call('run.get', { id })
  const recipe = given === undefined ? parent.recipe : checkedRecipe(given)
  refuseIssues(forkIssues(recipe, parent.recipe))
  const backend = await chooser.settle(recipe, engine ?? parent.backend?.id)
  // On the same engine as many threads as before, so that the same steps give the same numbers.
  const threads = asked ?? (backend === parent.backend?.id ? parent.backend.threads : undefined)
  const checkpoint = await store.call('checkpoint.get', { id, ...(step === undefined ? {} : { step }) })
  const data = await dataFor(store, recipe.data)
  const forked = await engines.lend('the run could not be forked', (lent) =>
    lent.call('fork', {
      recipe,
      parent: parent.recipe,
      backend,
      threads: threads ?? 1,
      checkpoint,
      ...(data ? { data } : {}),
    }),
  )
  const fork = {
    run: newRun(recipe, { shell, pace }),
    totalSteps: forkedSteps(recipe, checkpoint.step),
    parent: id,
    step: checkpoint.step,
    forked,
  }
  broadcast.emit('run.changed', await store.call('run.fork', { fork }))
  return queue.enter(fork.run.id, backend, threads)
}
