import { valueAt } from '../../../contract/recipe/edit.ts'
import type { Edit } from '../../../contract/recipe/issues.ts'
import { regularizerSchema, type RegularizerKind } from '../../../contract/recipe/regularizers.ts'

function listOf(recipe: unknown): unknown[] {
  const list = valueAt(recipe, ['regularizers'])
  return Array.isArray(list) ? list : []
}

/** Where a recipe, perhaps with issues, has a regulariser of that kind in its list; −1 where it has none. */
export function regularizerIndex(recipe: unknown, kind: RegularizerKind): number {
  return listOf(recipe).findIndex((one) => valueAt(one, ['kind']) === kind)
}

/**
 * Adds a regulariser with its defaults, or takes it out. Wasserstein's clipping makes way for the gradient penalty and
 * comes back when it goes.
 */
export function toggleRegularizer(recipe: unknown, kind: RegularizerKind): Edit[] {
  const list = listOf(recipe)
  const index = regularizerIndex(recipe, kind)
  const added = [...list, regularizerSchema.parse({ kind })]
  const next = index < 0 ? added : list.toSpliced(index, 1)
  const edits: Edit[] = [next.length === 0 ? { remove: ['regularizers'] } : { set: ['regularizers'], value: next }]
  if (kind === 'gradientPenalty' && valueAt(recipe, ['loss', 'kind']) === 'wasserstein') {
    const clip = ['loss', 'clip']
    edits.push(index < 0 ? { set: clip, value: null } : { remove: clip })
  }
  return edits
}

/** The numbers that a regulariser of that kind is given. */
export function numbersOf(kind: RegularizerKind): string[] {
  const option = regularizerSchema.options.find(({ shape }) => shape.kind.value === kind)!
  return Object.keys(option.shape).filter((key) => key !== 'kind')
}
