import { whyFromStart, type Finding } from '../../../contract/health/index.ts'
import type { RunSummary } from '../../../contract/run.ts'
import { openDraft } from '../../draft.ts'
import { go } from '../../route.ts'
import { toast } from '../../toast.ts'
import { call } from '../../workbench.ts'

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
