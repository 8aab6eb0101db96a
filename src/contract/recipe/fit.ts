import { applyEdit } from './edit.ts'
import type { Edit, RecipeIssue } from './issues.ts'
import { parseRecipe } from './parse.ts'

/** What follows from the data alone: how many numbers the last layer gives, and how large a batch can be. */
function followsFromData({ keys, fix }: RecipeIssue): boolean {
  const [part, place, last] = keys
  if (!fix || !('set' in fix.edit)) return false
  if (part === 'generator' || part === 'decoder') return last === 'dense' && fix.edit.set.length === 3
  return part === 'schedule' && (place === 'batch' || place === 'discriminatorSteps')
}

/** The changes that make a recipe fit data it has been given: its last layer's units, and its batch. What else is wrong stays. */
export function fittingEdits(recipe: unknown): Edit[] {
  const edits: Edit[] = []
  let fitted = recipe
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
