import { onScopeDispose, shallowRef, type Ref } from 'vue'
import type { SeriesView } from '../../contract/api.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { firstStep, type RunSummary } from '../../contract/run.ts'
import { toast } from '../toast.ts'
import { call, errorText } from '../workbench.ts'

/** Where the axis of a run's curves begins: before its own first step by as many steps as it trains, at most. */
export function leadFrom(run: Pick<RunSummary, 'fork'>, span: number): number {
  const begin = firstStep(run)
  return Math.max(0, begin - Math.max(1, span - begin))
}

/** The points of a view at steps `from` … `to`. */
export function cutView(view: SeriesView, from: number, to: number): SeriesView {
  const first = view.steps.findIndex((step) => step >= from)
  const after = view.steps.findIndex((step) => step > to)
  const [start, end] = [first < 0 ? view.steps.length : first, after < 0 ? view.steps.length : after]
  const cut = (values: Float64Array) => values.subarray(start, Math.max(start, end))
  return {
    ...view,
    steps: cut(view.steps),
    values: cut(view.values),
    ...(view.low && view.high ? { low: cut(view.low), high: cut(view.high) } : {}),
  }
}

/**
 * The curves of the run that another went on from, up to where it did: they never change. Empty for a run that began at
 * step 0, and where the other is deleted.
 */
export function useLeadIn(run: RunSummary): Readonly<Ref<ReadonlyMap<string, SeriesView>>> {
  const lead = shallowRef<ReadonlyMap<string, SeriesView>>(new Map())
  const { fork } = run
  let wanted = fork !== null
  onScopeDispose(() => (wanted = false))

  async function read(parent: string, to: number): Promise<void> {
    try {
      const views = await call('runs.series', { id: parent, maxPoints: 600 })
      if (wanted) lead.value = new Map(views.map((view) => [view.name, cutView(view, 0, to)]))
    } catch (error) {
      if (error instanceof WorkbenchError && error.code === 'not-found') return
      toast({ icon: 'bad', text: errorText(error) })
    }
  }
  if (fork) void read(fork.run, fork.step)
  return lead
}
