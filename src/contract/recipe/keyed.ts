import type { z } from 'zod'
import { formatPath, type Path, type RecipeIssue } from './issues.ts'
import { nearestAlike } from './nearest.ts'
import { unionKeysAt } from './shape.ts'
import { valueAt } from './edit.ts'
import { choices, describe } from './wording.ts'

/**
 * Of a union whose members are told apart by their first key, as layers are: the issues of the member that the value
 * means (their paths begin at the value), or the one issue that it means none or several. undefined: another union.
 */
export function keyedIssues(
  root: z.ZodType,
  issue: z.core.$ZodIssueInvalidUnion,
  input: unknown,
): { within: z.core.$ZodIssue[] } | { own: RecipeIssue } | undefined {
  const keys = issue.path as Path
  const names = unionKeysAt(root, input, keys)
  if (names.length === 0) return undefined
  const value = valueAt(input, keys)
  const own = (at: Path, message: string, fix?: RecipeIssue['fix']) => ({
    own: { path: formatPath(at), keys: at, message, ...(fix ? { fix } : {}) },
  })
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return own(keys, `must be an object in braces, not ${describe(value)}`)
  }
  const present = Object.keys(value)
  const [first, second] = names.filter((name) => present.includes(name))
  if (first !== undefined && second !== undefined) {
    const at = [...keys, second]
    return own(at, `is a layer of its own, beside “${first}”`, { label: `Remove ${second}`, edit: { remove: at } })
  }
  if (first !== undefined) return { within: issue.errors[names.indexOf(first)] ?? [] }
  // The longest first, of which a shorter one may be the beginning.
  const choice = names.toSorted((a, b) => b.length - a.length)
  const slip = present.find((key) => nearestAlike(key, choice) !== undefined)
  const meant = slip === undefined ? undefined : nearestAlike(slip, choice)
  if (slip !== undefined && meant !== undefined) {
    const at = [...keys, slip]
    return own(at, `unknown key “${slip}”. Did you mean “${meant}”?`, {
      label: `Use ${meant}`,
      edit: { rename: at, to: meant },
    })
  }
  return own(keys, `names no kind of layer; expected the key ${choices(names)}`)
}
