import type { z } from 'zod'
import { formatPath, type Path, type PathKey, type RecipeIssue } from './issues.ts'
import { nearest } from './nearest.ts'
import { checkRules } from './rules.ts'
import { dataSchema, recipeSchema, type DataRecipe, type Recipe } from './schema.ts'
import { scanJson } from './scan.ts'
import { validKeysAt } from './shape.ts'
import { valueAt } from './edit.ts'

export type Parsed<T> = { ok: true; value: T } | { ok: false; issues: RecipeIssue[] }

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (value === undefined) return 'missing'
  const text = JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 37)}…` : text
}

function bound(issue: { minimum?: unknown; maximum?: unknown; inclusive?: boolean; origin?: string }, given: unknown) {
  const least = issue.minimum !== undefined
  const limit = Number(least ? issue.minimum : issue.maximum)
  if (issue.origin === 'array') {
    return least ? `needs at least ${limit} layer${limit === 1 ? '' : 's'}` : `has more than ${limit} layers`
  }
  if (issue.origin === 'string') return least ? 'must not be empty' : `is longer than ${limit} characters`
  const word = least
    ? issue.inclusive === false ? 'greater than' : 'at least'
    : issue.inclusive === false ? 'less than' : 'at most'
  return `must be ${word} ${limit}, not ${describe(given)}`
}

function message(issue: z.core.$ZodIssue, given: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (given === undefined) return `is missing; expected ${issue.expected === 'int' ? 'a whole number' : `a ${issue.expected}`}`
      if (typeof given === 'number' && !Number.isFinite(given)) return `must be a finite number, not ${given}`
      return issue.expected === 'int'
        ? `must be a whole number, not ${describe(given)}`
        : `must be a ${issue.expected}, not ${describe(given)}`
    case 'too_small':
    case 'too_big':
      return bound(issue, given)
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}, not ${describe(given)}`
    default:
      return issue.message
  }
}

function closestValue(issue: z.core.$ZodIssue, given: unknown, keys: Path): RecipeIssue['fix'] {
  const options =
    issue.code === 'invalid_value'
      ? issue.values
      : issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options)
        ? (issue.options as unknown[])
        : []
  const words = options.filter((value): value is string => typeof value === 'string')
  const best = typeof given === 'string' ? nearest(given, words) : undefined
  return best === undefined ? undefined : { label: `Use ${best}`, edit: { set: keys, value: best } }
}

function translate(issue: z.core.$ZodIssue, input: unknown): RecipeIssue[] {
  const keys = issue.path as PathKey[]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const at = [...keys, key]
      const present = Object.keys((valueAt(input, keys) ?? {}) as object)
      const close = nearest(key, validKeysAt(input, keys).filter((name) => !present.includes(name)))
        ?? nearest(key, validKeysAt(input, keys))
      const taken = close !== undefined && present.includes(close)
      return {
        path: formatPath(at),
        keys: at,
        message: close === undefined ? `unknown key “${key}”` : `unknown key “${key}”. Did you mean “${close}”?`,
        fix:
          close === undefined || taken
            ? { label: `Remove ${key}`, edit: { remove: at } }
            : { label: `Use ${close}`, edit: { rename: at, to: close } },
      }
    })
  }
  const given = valueAt(input, keys)
  if (issue.code === 'invalid_union' && 'discriminator' in issue) {
    const options = ('options' in issue ? (issue.options as string[]) : []).map((kind) => `“${kind}”`).join(', ')
    const at = given === undefined || typeof given !== 'object' ? keys : [...keys]
    const text =
      given === undefined ? `is missing; expected one of ${options}` : `must be one of ${options}, not ${describe(given)}`
    const fix = closestValue(issue, given, at)
    return [{ path: formatPath(at), keys: at, message: text, ...(fix ? { fix } : {}) }]
  }
  const fix = closestValue(issue, given, keys)
  return [{ path: formatPath(keys), keys, message: message(issue, given), ...(fix ? { fix } : {}) }]
}

function parseWith<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, issues: [{ path: '', keys: [], message: 'a recipe is a JSON object in braces' }] }
  }
  const result = schema.safeParse(input)
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, issues: result.error.issues.flatMap((issue) => translate(issue, input)) }
}

/** Checks plain JSON against the schema and its cross-field rules; fills in every default. */
export function parseRecipe(input: unknown): Parsed<Recipe> {
  const parsed = parseWith(recipeSchema, input)
  if (!parsed.ok) return parsed
  const issues = checkRules(parsed.value)
  return issues.length === 0 ? parsed : { ok: false, issues }
}

/** Checks the data part alone, for a preview while the rest is still being written. */
export function parseData(input: unknown): Parsed<DataRecipe> {
  return parseWith(dataSchema, input)
}

/** Parses recipe text; a syntax error names its line and column. */
export function parseRecipeText(text: string): Parsed<Recipe> {
  const json = parseJson(text)
  return json.ok ? parseRecipe(json.value) : json
}

/** JSON.parse with the place of a mistake as line and column. */
export function parseJson(text: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch (error) {
    // Engines word their errors each in their own way, often without the place.
    const scanned = scanJson(text)
    const before = scanned.ok ? text : text.slice(0, scanned.at)
    const line = before.split('\n').length
    const column = before.length - before.lastIndexOf('\n')
    const what = scanned.ok ? (error as Error).message : scanned.message
    return { ok: false, issues: [{ path: '', keys: [], message: `not JSON: line ${line}, column ${column}: ${what}` }] }
  }
}
