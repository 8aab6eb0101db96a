import { applyEdit, valueAt } from './edit.ts'
import type { Edit, RecipeIssue } from './issues.ts'
import { parseRecipe } from './parse.ts'

/** What follows from the data alone: how many numbers the last layer gives, and how large a batch can be. */
function followsFromData({ keys, fix }: RecipeIssue): boolean {
  const [part, place, last] = keys
  if (!fix || !('set' in fix.edit)) return false
  if (part === 'generator' || part === 'decoder') return last === 'dense' && fix.edit.set.length === 3
  return part === 'schedule' && (place === 'batch' || place === 'discriminatorSteps')
}

/** Before anything is drawn two points stand for what will be: a pair of numbers each. */
function withPoints(recipe: unknown): unknown {
  const isUndrawn = valueAt(recipe, ['data', 'kind']) === 'drawn' && valueAt(recipe, ['data', 'at', 1]) === undefined
  return isUndrawn ? applyEdit(recipe, { set: ['data', 'at'], value: [[0, 0], [1, 1]] }) : recipe // prettier-ignore
}

/** The changes that make a recipe fit data it has been given: its last layer's units, and its batch. What else is wrong stays. */
export function fittingEdits(recipe: unknown): Edit[] {
  const edits: Edit[] = []
  let fitted = withPoints(recipe)
  // One may bring the next to light: a batch that was too large, then too many of them.
  for (let round = 0; round < 4; round++) {
    const parsed = parseRecipe(fitted)
    if (parsed.ok) break
    const found = parsed.issues.filter(followsFromData).map(({ fix }) => fix!.edit)
    if (found.length === 0) break
    edits.push(...found)
    fitted = found.reduce(applyEdit, fitted)
  }
  return edits
}
