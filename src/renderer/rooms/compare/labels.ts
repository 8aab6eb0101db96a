import { objectiveNames, objectiveOf, type Objective } from '../../../contract/recipe/facts.ts'
import type { RunSummary } from '../../../contract/run.ts'
import { lossPlaces } from '../../components/lossSwatches.ts'
import { shortDataName } from '../../../contract/recipe/data.ts'

const distinct = (values: readonly unknown[]) => new Set(values).size === values.length
const alike = (values: readonly unknown[]) => new Set(values).size <= 1

/** How compared runs are told apart: a short name and a place in the series palette, 1 … 6. */
export interface RunLabel {
  name: string
  place: number
}

/** Names without the parts, between “ · ”, that all of them begin with. */
export function shortNames(names: readonly string[]): string[] {
  const parts = names.map((name) => name.split(' · '))
  let shared = 0
  while (parts.every((own) => own.length > shared + 1 && own[shared] === parts[0]?.[shared])) shared += 1
  return parts.map((own) => own.slice(shared).join(' · '))
}

/** Runs that are told apart by their losses are called by them and wear their colours; else by names, in order. */
export function runLabels(runs: readonly RunSummary[]): RunLabel[] {
  const losses = runs.map((run) => objectiveOf(run.recipe))
  const families = runs.map((run) => run.recipe.family)
  if (distinct(losses)) {
    // Beside other families' a loss alone would not say that it is a GAN's.
    const named = (loss: Objective, index: number) =>
      families[index] === 'gan' && !alike(families)
        ? `GAN, ${objectiveNames[loss].toLowerCase()}`
        : objectiveNames[loss]
    return losses.map((loss, index) => ({ name: named(loss, index), place: lossPlaces[loss] }))
  }
  const names = shortNames(runs.map((run) => run.name))
  const seeds = runs.map((run) => run.recipe.seed)
  return runs.map((run, index) => {
    const own = names[index] ?? run.name
    const same = names.filter((name) => name === own).length > 1
    const more = !same ? '' : distinct(seeds) ? ` · seed ${run.recipe.seed}` : ` (${index + 1})`
    return { name: own + more, place: index + 1 }
  })
}

/** What is compared, in a few words: "Three losses on Ring of 8". */
export function comparisonTitle(runs: readonly RunSummary[]): string {
  const words = ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six']
  const data = runs.map((run) => shortDataName(run.recipe.data))
  const on = alike(data) && data[0] ? ` on ${data[0]}` : ''
  const losses = runs.map((run) => objectiveOf(run.recipe))
  const what = !alike(runs.map((run) => run.recipe.family))
    ? 'models'
    : distinct(losses)
      ? 'losses'
      : alike(losses) && distinct(runs.map((run) => run.recipe.seed))
        ? 'seeds'
        : 'runs'
  return `${words[runs.length] ?? runs.length} ${what}${on}`
}
