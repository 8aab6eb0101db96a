import { valueAt } from '../../../contract/recipe/edit.ts'
import type { Edit } from '../../../contract/recipe/issues.ts'
import { regularizerFacts, regularizerSchema } from '../../../contract/recipe/regularizers.ts'
import { stabilizerFacts, stabilizerSchema } from '../../../contract/recipe/stabilizers.ts'

/** The lists of a recipe from which any number of methods may be chosen, each once. */
export type MethodList = 'regularizers' | 'stabilizers'

const schemas = { regularizers: regularizerSchema, stabilizers: stabilizerSchema }

export interface MethodFact {
  kind: string
  name: string
  formula: string
  explain: string
  source: string
}

/** What each list offers, in order. */
export const methodFacts: Record<MethodList, readonly MethodFact[]> = {
  regularizers: regularizerFacts,
  stabilizers: stabilizerFacts,
}

function chosen(recipe: unknown, list: MethodList): unknown[] {
  const value = valueAt(recipe, [list])
  return Array.isArray(value) ? value : []
}

/** Where a recipe, perhaps with issues, has a method of that kind in its list; −1 where it has none. */
export function methodIndex(recipe: unknown, list: MethodList, kind: string): number {
  return chosen(recipe, list).findIndex((one) => valueAt(one, ['kind']) === kind)
}

/** A method of that kind with every default; an empty object where there is no such kind. */
export function methodDefaults(list: MethodList, kind: unknown): object {
  return schemas[list].safeParse({ kind }).data ?? {}
}

/**
 * Adds a method with its defaults, or takes it out. Wasserstein's clipping makes way for the gradient penalty and comes
 * back when it goes.
 */
export function toggleMethod(recipe: unknown, list: MethodList, kind: string): Edit[] {
  const before = chosen(recipe, list)
  const index = methodIndex(recipe, list, kind)
  const next = index < 0 ? [...before, methodDefaults(list, kind)] : before.toSpliced(index, 1)
  const edits: Edit[] = [next.length === 0 ? { remove: [list] } : { set: [list], value: next }]
  if (kind === 'gradientPenalty' && valueAt(recipe, ['loss', 'kind']) === 'wasserstein') {
    const clip = ['loss', 'clip']
    edits.push(index < 0 ? { set: clip, value: null } : { remove: clip })
  }
  return edits
}

/** The numbers that a method of that kind is given. */
export function numbersOf(list: MethodList, kind: string): string[] {
  return Object.keys(methodDefaults(list, kind)).filter((key) => key !== 'kind')
}
