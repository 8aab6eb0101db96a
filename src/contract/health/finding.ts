import { applyEdit } from '../recipe/edit.ts'
import type { Edit } from '../recipe/issues.ts'
import { parseRecipe } from '../recipe/parse.ts'
import type { GanRecipe } from '../recipe/schema.ts'
import type { History } from './history.ts'

/** Worst first. */
export const findingKinds = [
  'divergingNorm',
  'modeCollapse',
  'vanishingGradient',
  'saturatedDiscriminator',
  'overfittedDiscriminator',
  'oscillation',
] as const
export type FindingKind = (typeof findingKinds)[number]

/** One change to the recipe that may help. */
export interface Suggestion {
  /** "Try it with R1". */
  label: string
  /** The run’s recipe with the change made, complete and checked. */
  recipe: GanRecipe
}

/** Something unusual in a run. */
export interface Finding {
  kind: FindingKind
  /** The fact, as a short sentence. */
  fact: string
  /** Its number, and the number it is measured against. */
  detail: string
  /** Where it is described. */
  source: string
  /** Steps over which it was seen. */
  from: number
  to: number
  suggestion: Suggestion | null
}

/** Judges a history by its stored numbers alone; null where nothing is unusual, or where too little is known. */
export type HealthRule = (history: History) => Finding | null

/** A change that a rule would propose: one idea, though it may take two keys. */
export interface Remedy {
  label: string
  edits: readonly Edit[]
}

const longestName = 120

/** The first remedy whose recipe can be trained, or null; its run is named after the change. */
export function suggest(recipe: GanRecipe, remedies: readonly (Remedy | null)[]): Suggestion | null {
  for (const remedy of remedies) {
    if (!remedy) continue
    const name = `${recipe.name}, ${remedy.label}`.slice(0, longestName)
    const parsed = parseRecipe(remedy.edits.reduce(applyEdit, { ...recipe, name } as unknown))
    if (parsed.ok && parsed.value.family === 'gan') return { label: `Try it ${remedy.label}`, recipe: parsed.value }
  }
  return null
}
