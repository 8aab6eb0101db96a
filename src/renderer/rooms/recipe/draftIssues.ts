import { formatPath, type Path, type RecipeIssue } from '../../../contract/recipe/issues.ts'
import { draft } from '../../draft.ts'

const startsWith = (keys: Path, prefix: Path) => prefix.every((key, index) => keys[index] === key)

/** The draft's issue with exactly this value, if any. */
export function issueAt(keys: Path): RecipeIssue | undefined {
  const path = formatPath(keys)
  return draft.isJson ? draft.issues.find((issue) => issue.path === path) : undefined
}

/** The draft's issues with the parts of the recipe that begin with one of these paths. */
export function issuesUnder(...prefixes: Path[]): RecipeIssue[] {
  if (!draft.isJson) return []
  return draft.issues.filter((issue) => prefixes.some((prefix) => startsWith(issue.keys, prefix)))
}

/** Issues that belong to none of these parts. */
export function issuesOutside(prefixes: Path[]): RecipeIssue[] {
  return draft.issues.filter((issue) => !draft.isJson || !prefixes.some((prefix) => startsWith(issue.keys, prefix)))
}
