import { shortDataName } from '../../../contract/recipe/data.ts'
import { objectiveName, objectiveOf } from '../../../contract/recipe/facts.ts'
import type { RunSummary } from '../../../contract/run.ts'
import { isActive, isCollapsed } from '../../runFacts.ts'

export const tabs = ['all', 'training', 'starred', 'trash'] as const
export type Tab = (typeof tabs)[number]

/** Every word that finds a run, in lower case. */
function haystack(run: RunSummary): string {
  const { recipe } = run
  return [
    run.name,
    objectiveName(recipe),
    objectiveOf(recipe),
    shortDataName(recipe.data),
    recipe.data.kind,
    run.state,
    isCollapsed(run) ? 'collapsed' : '',
    run.starred ? 'starred' : '',
    `seed ${recipe.seed}`,
    `batch ${recipe.schedule.batch}`,
    `seed:${recipe.seed}`,
  ]
    .join(' ')
    .toLowerCase()
}

/** Runs of a tab in which every word occurs: in the name, loss, data, state, seed or batch. */
export function filterRuns(runs: readonly RunSummary[], tab: Tab, query: string): RunSummary[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return runs.filter((run) => {
    if (tab === 'training' && !isActive(run)) return false
    if (tab === 'starred' && !run.starred) return false
    const text = words.length > 0 ? haystack(run) : ''
    return words.every((word) => text.includes(word))
  })
}
