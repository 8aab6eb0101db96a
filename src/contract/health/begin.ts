import { forkIssues } from '../recipe/forkRules.ts'
import type { Recipe } from '../recipe/schema.ts'
import type { RunSummary } from '../run.ts'

/** Why a run with a changed recipe has to begin at step 0; null where it can go on from the run's newest checkpoint. */
export function whyFromStart(run: RunSummary, recipe: Recipe): string | null {
  if (run.checkpointStep === null) return 'no checkpoint of this run is kept'
  const [issue] = forkIssues(recipe, run.recipe)
  return issue ? issue.message : null
}
