import type { z } from 'zod'
import { formatPath, type Path, type PathKey, type RecipeIssue } from './issues.ts'
import { fixFor } from './fixes.ts'
import { keyedIssues } from './keyed.ts'
import { alike, nearest, nearestAlike } from './nearest.ts'
import { checkRules } from './rules.ts'
import { dataSchema, recipeSchema, type DataRecipe, type Recipe } from './schema.ts'
import { scanJson } from './scan.ts'
import { validKeysAt, validKindsAt } from './shape.ts'
import { choices, describe, wording } from './wording.ts'
import { valueAt } from './edit.ts'

export type Parsed<T> = { ok: true; value: T } | { ok: false; issues: RecipeIssue[] }

function unknownKey(schema: z.ZodType, input: unknown, keys: Path, key: string): RecipeIssue {
  const at = [...keys, key]
  const valid = validKeysAt(schema, input, keys)
  const present = Object.keys((valueAt(input, keys) ?? {}) as object)
  const absent = valid.filter((name) => !present.includes(name))
  const close = nearestAlike(key, absent) ?? nearest(key, valid)
  const issue = (message: string, fix: RecipeIssue['fix']): RecipeIssue => ({
    path: formatPath(at),
    keys: at,
    message,
    ...(fix ? { fix } : {}),
  })
  const remove = { label: `Remove ${key}`, edit: { remove: at } }
  if (close === undefined) return issue(`unknown key “${key}”`, remove)
  if (!alike(key, close)) return issue(`unknown key “${key}”. The nearest there is: “${close}”`, remove)
  if (present.includes(close))
    return issue(`unknown key “${key}”. Did you mean “${close}”, which is there already?`, remove)
  return issue(`unknown key “${key}”. Did you mean “${close}”?`, {
    label: `Use ${close}`,
    edit: { rename: at, to: close },
  })
}

function translate(schema: z.ZodType, issue: z.core.$ZodIssue, input: unknown): RecipeIssue[] {
  const keys = issue.path as PathKey[]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(schema, input, keys, key))
  const keyed = issue.code === 'invalid_union' ? keyedIssues(schema, issue, input) : undefined
  if (keyed && 'own' in keyed) return [keyed.own]
  if (keyed) return keyed.within.flatMap((one) => translate(schema, { ...one, path: [...keys, ...one.path] }, input))
  const given = valueAt(input, keys)
  // A wrong kind is told at the kind itself, its choices are those of the object around it.
  const ofKind = issue.code === 'invalid_union'
  const kinds = validKindsAt(schema, input, ofKind ? keys.slice(0, -1) : keys)
  const message = !ofKind
    ? wording(issue, given)
    : given === undefined
      ? `is missing; expected ${choices(kinds)}`
      : `must be ${choices(kinds)}, not ${describe(given)}`
  const fix = fixFor(issue, given, keys, kinds)
  return [{ path: formatPath(keys), keys, message, ...(fix ? { fix } : {}) }]
}

/** Of several issues at one place the last: the narrower bound, where a value passes two. */
function onePerPlace(issues: RecipeIssue[]): RecipeIssue[] {
  return [...new Map(issues.map((issue) => [issue.path, issue])).values()]
}

function parseWith<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, issues: [{ path: '', keys: [], message: 'a recipe is a JSON object in braces' }] }
  }
  const result = schema.safeParse(input)
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, issues: onePerPlace(result.error.issues.flatMap((issue) => translate(schema, issue, input))) }
}

/** Most recipes are GANs', and need not say so. */
function withFamily(input: unknown): unknown {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? { family: 'gan', ...input } : input
}

/** Checks plain JSON against the schema and its cross-field rules; fills in every default. */
export function parseRecipe(input: unknown): Parsed<Recipe> {
  const parsed = parseWith(recipeSchema, withFamily(input))
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
export function parseJson(written: string): Parsed<unknown> {
  // Some editors begin a file with a byte-order mark.
  const text = written.replace(/^\uFEFF/, '')
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
