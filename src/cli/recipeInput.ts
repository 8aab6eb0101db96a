import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Preset } from '../contract/api.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { applyEdit } from '../contract/recipe/edit.ts'
import { parsePath, type RecipeIssue } from '../contract/recipe/issues.ts'
import { nearestAlike } from '../contract/recipe/nearest.ts'
import { parseJson, parseRecipe } from '../contract/recipe/parse.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { systemReason } from '../workbench/systemReason.ts'

export interface RecipeFlags {
  /** "path=value" each. */
  set: string[]
  seed?: number
  steps?: number
}

function fromIssues(source: string, issues: RecipeIssue[]): WorkbenchError {
  return new WorkbenchError('bad-input', `the recipe ${source} can’t be trained`, issues)
}

/** The plain JSON of a preset by its id, or else of a file. Throws bad-input for neither. */
async function readSource(source: string, presets: readonly Preset[]): Promise<unknown> {
  const preset = presets.find(({ id }) => id === source)
  if (preset) return preset.recipe
  const ids = presets.map(({ id }) => id)
  if (!existsSync(source)) {
    const close = nearestAlike(source, ids)
    const hint = close ? `Did you mean “${close}”? ` : ''
    throw new WorkbenchError(
      'bad-input',
      `There is no preset and no file “${source}”. ${hint}Presets: ${ids.join(', ')}.`,
    )
  }
  let text: string
  try {
    text = await readFile(source, 'utf8')
  } catch (error) {
    const reason = systemReason(error, { EACCES: 'this account may not read it' })
    throw new WorkbenchError('bad-input', `${source} can’t be read: ${reason}.`)
  }
  const parsed = parseJson(text)
  if (!parsed.ok) throw new WorkbenchError('bad-input', `${source}: ${parsed.issues[0]?.message ?? 'not JSON'}`)
  return parsed.value
}

/** JSON where it is some, else the text itself: `loss.kind=hinge` needs no quotes. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function applySet(recipe: unknown, text: string): unknown {
  const at = text.indexOf('=')
  const keys = parsePath(text.slice(0, Math.max(0, at)))
  if (keys.length === 0) {
    throw new WorkbenchError(
      'bad-input',
      `--set “${text}” is not understood: write it as path=value, such as schedule.batch=64.`,
    )
  }
  return applyEdit(recipe, { set: keys, value: readValue(text.slice(at + 1)) })
}

/** The plain JSON of the recipe a command line asks for, not yet checked. */
export async function readPlainRecipe(
  source: string,
  flags: RecipeFlags,
  presets: readonly Preset[],
): Promise<unknown> {
  return changePlainRecipe(await readSource(source, presets), flags)
}

/** Plain JSON of a recipe with the changes that a command line asks for, not yet checked. */
export function changePlainRecipe(given: unknown, { set, seed, steps }: RecipeFlags): unknown {
  let recipe = set.reduce(applySet, given)
  if (seed !== undefined) recipe = applyEdit(recipe, { set: ['seed'], value: seed })
  if (steps !== undefined) recipe = applyEdit(recipe, { set: ['schedule', 'steps'], value: steps })
  return recipe
}

/** The recipe of plain JSON. Throws a WorkbenchError with every issue found; `source` is where it comes from. */
export function checkRecipe(source: string, recipe: unknown): Recipe {
  const parsed = parseRecipe(recipe)
  if (!parsed.ok) throw fromIssues(source, parsed.issues)
  return parsed.value
}
