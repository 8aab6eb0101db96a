import type { WorkbenchClient } from '../../contract/api.ts'
import type { BackendId } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { whyFromStart, type Finding, type FindingKind } from '../../contract/health/index.ts'
import type { RunSummary } from '../../contract/run.ts'
import { findRun } from '../findRun.ts'
import { readHealth } from '../health.ts'
import { changePlainRecipe, checkRecipe, type RecipeFlags } from '../recipeInput.ts'
import { say } from '../terminal.ts'
import { train, type TrainingFlags } from '../training.ts'

export interface ForkFlags extends RecipeFlags, TrainingFlags {
  /** The newest checkpoint at or before it. */
  step?: number
  suggestion?: FindingKind
  engine?: BackendId
  threads?: number
  pace?: number
}

type Suggestion = NonNullable<Finding['suggestion']>

/** What health suggests against a finding of the run. Throws bad-input, with the findings there are, where it has none. */
async function findSuggestion(client: WorkbenchClient, run: RunSummary, kind: FindingKind): Promise<Suggestion> {
  const findings = await readHealth(client, run)
  const found = findings.find((finding) => finding.kind === kind)
  if (found?.suggestion) return found.suggestion
  const others = findings.map((finding) => finding.kind).join(', ')
  const what = found ? 'nothing is suggested against it' : `its findings are: ${others || 'none'}`
  throw new WorkbenchError('bad-input', `“${run.name}” has no suggestion for ${kind} at step ${run.step}; ${what}.`)
}

/** `ganbench fork`: a new run from another one's checkpoint, followed to its end. */
export function forkCommand(text: string, flags: ForkFlags): Promise<number> {
  const { step, suggestion: kind, engine, threads, pace = null } = flags
  return train(flags, async (client) => {
    const parent = await findRun(client, text)
    const suggested = kind && (await findSuggestion(client, parent, kind)).recipe
    const recipe = checkRecipe(`of “${parent.name}”`, changePlainRecipe(suggested ?? parent.recipe, flags))
    const chosen = { ...(engine ? { engine } : {}), ...(threads ? { threads } : {}) }
    const why = suggested && step === undefined ? whyFromStart(parent, recipe) : null
    if (why !== null) {
      say(`It begins at step 0: ${why}.`)
      return client.call('runs.create', { recipe, pace, shell: 'terminal', ...chosen })
    }
    const at = step === undefined ? {} : { step }
    return client.call('runs.fork', { id: parent.id, recipe, pace, shell: 'terminal', ...at, ...chosen })
  })
}
