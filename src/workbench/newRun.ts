import { randomBytes } from 'node:crypto'
import { WorkbenchError } from '../contract/errors.ts'
import type { RecipeIssue } from '../contract/recipe/issues.ts'
import { parseRecipe } from '../contract/recipe/parse.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import type { ShellKind } from '../contract/run.ts'
import type { NewRun } from '../store/api.ts'

/** Ten letters and digits; fifty bits, so that no two runs of a library meet. */
const newId = () => Array.from(randomBytes(10), (byte) => '0123456789abcdefghjkmnpqrstvwxyz'[byte & 31]).join('')

/** A run of a recipe, made now. */
export const newRun = (recipe: Recipe, { shell, pace }: { shell: ShellKind; pace: number | null }): NewRun => ({
  id: newId(),
  name: recipe.name,
  recipe,
  shell,
  pace,
  createdAt: Date.now(),
})

/** Throws bad-input with every issue, the first of them in its words, where there are any. */
export function refuseIssues(issues: readonly RecipeIssue[]): void {
  const [first] = issues
  if (first) throw new WorkbenchError('bad-input', `${first.path || 'recipe'}: ${first.message}`, issues)
}

/** The recipe that a client gave, complete. Throws bad-input with its issues. */
export function checkedRecipe(given: unknown): Recipe {
  const parsed = parseRecipe(given)
  if (parsed.ok) return parsed.value
  refuseIssues(parsed.issues)
  throw new WorkbenchError('internal', 'a recipe was refused without a reason')
}
