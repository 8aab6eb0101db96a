import { whyFromStart, type Finding } from '../../../contract/health/index.ts'
import type { RunSummary } from '../../../contract/run.ts'
import { openDraft } from '../../draft.ts'
import { formatCount } from '../../format.ts'
import { go } from '../../route.ts'
import { toast } from '../../toast.ts'
import { call } from '../../workbench.ts'

/** The newest checkpoint at or before a step; null where none is kept. */
export function checkpointFor(step: number, checkpoints: readonly { step: number }[]): number | null {
  const before = checkpoints.filter((checkpoint) => checkpoint.step <= step)
  return before.length === 0 ? null : Math.max(...before.map((checkpoint) => checkpoint.step))
}

/** What a fork from the picture shown at `step` would do, or why there can be none. */
export function forkWords(step: number, checkpoints: readonly { step: number }[]): string {
  const from = checkpointFor(step, checkpoints)
  const earliest = Math.min(...checkpoints.map((checkpoint) => checkpoint.step))
  if (from === null) {
    return Number.isFinite(earliest)
      ? `No checkpoint is kept at or before step ${formatCount(step)}; the earliest is of step ${formatCount(earliest)}`
      : 'No checkpoint of this run is kept yet'
  }
  const at = from === step ? 'which has a checkpoint' : 'the newest checkpoint at or before it'
  return `Opens the recipe for a run that goes on from step ${formatCount(from)}, ${at} (F)`
}

/** Opens a run's recipe, to be changed and trained on from one of its checkpoints. */
export function openFork({ id, name, recipe }: RunSummary, step: number): void {
  openDraft(recipe, `the run ${name}`, { run: id, name, step, recipe })
  go('recipe')
}

/** Trains what health suggests: from the run's newest checkpoint, or from step 0 where it can't go on from there. */
export async function trainSuggestion(run: RunSummary, { suggestion }: Finding): Promise<void> {
  if (!suggestion) return
  const { recipe } = suggestion
  const why = whyFromStart(run, recipe)
  const begun = why === null ? await call('runs.fork', { id: run.id, recipe }) : await call('runs.create', { recipe })
  go(`runs/${begun.id}`)
  if (why !== null) toast({ icon: 'info', text: `It begins at step 0: ${why}` })
}
