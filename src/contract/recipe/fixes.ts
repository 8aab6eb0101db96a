import type { z } from 'zod'
import type { Path, RecipeIssue } from './issues.ts'
import { nearestAlike } from './nearest.ts'
import { limitOf } from './wording.ts'

type Fix = NonNullable<RecipeIssue['fix']>

const setTo = (keys: Path, value: unknown, shown = String(value)): Fix => ({
  label: `Set to ${shown}`,
  edit: { set: keys, value },
})

function withinBounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, given: unknown, keys: Path) {
  if (typeof given !== 'number' || issue.inclusive === false) return undefined
  const limit = limitOf(issue)
  // A minus too many is the likelier slip than a number far too small.
  if (issue.code === 'too_small' && given < 0 && -given > limit) return setTo(keys, -given)
  return setTo(keys, limit)
}

function ofType(issue: z.core.$ZodIssueInvalidType, given: unknown, keys: Path): Fix | undefined {
  const expected: string = issue.expected
  if (expected === 'int' && typeof given === 'number' && Number.isFinite(given)) return setTo(keys, Math.round(given))
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : NaN
  if ((expected === 'number' || expected === 'int') && Number.isFinite(number)) return setTo(keys, number)
  return undefined
}

/** The change that would mend a value, where one is likely to be meant. */
export function fixFor(issue: z.core.$ZodIssue, given: unknown, keys: Path, kinds: readonly string[]): Fix | undefined {
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return withinBounds(issue, given, keys)
    case 'invalid_type': {
      // The kind alone where an object with a kind is expected, as in "loss": "hinge".
      const kind = typeof given === 'string' ? nearestAlike(given, kinds) : undefined
      if (kind !== undefined) return { label: `Use {"kind": "${kind}"}`, edit: { set: keys, value: { kind } } }
      return ofType(issue, given, keys)
    }
    case 'invalid_value': {
      const [only] = issue.values
      if (issue.values.length === 1) return setTo(keys, only, JSON.stringify(only))
      const words = issue.values.filter((value): value is string => typeof value === 'string')
      const best = typeof given === 'string' ? nearestAlike(given, words) : undefined
      return best === undefined ? undefined : { label: `Use ${best}`, edit: { set: keys, value: best } }
    }
    case 'invalid_union': {
      const best = typeof given === 'string' ? nearestAlike(given, kinds) : undefined
      return best === undefined ? undefined : { label: `Use ${best}`, edit: { set: keys, value: best } }
    }
    default:
      return undefined
  }
}
