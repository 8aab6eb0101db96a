import type { Preset } from '../contract/api.ts'
import type { DataSet } from '../contract/dataSet.ts'
import { applyEdit, valueAt } from '../contract/recipe/edit.ts'
import { fittingEdits } from '../contract/recipe/fit.ts'
import type { Edit } from '../contract/recipe/issues.ts'
import { ownDataRecipe } from '../contract/recipe/ownData.ts'
import { draft, editDraft, openDraft } from './draft.ts'
import { call } from './workbench.ts'

/** Noise of more numbers than this is not begun with, however many columns there are. */
const mostNoise = 64

/** The preset that a recipe for data of this kind begins from. */
const beginnings: Record<DataSet['shape']['kind'], string> = { table: 'ring', images: 'digits' }

/** Changes to a recipe's data, with those to its networks and batch that follow from them. */
export function editDraftData(...edits: Edit[]): void {
  const changed = edits.reduce<unknown>(applyEdit, draft.value)
  editDraft(...edits, ...fittingEdits(changed))
}

/** A recipe for data, from the preset that is nearest: plain JSON. */
export function recipeForData(dataSet: DataSet, presets: readonly Preset[]): unknown {
  const data = ownDataRecipe(dataSet)
  const preset = presets.find(({ id }) => id === beginnings[data.kind])
  const size = Number(valueAt(preset?.recipe, ['latent', 'size']) ?? 2)
  const wanted = data.kind === 'table' ? Math.min(mostNoise, Math.max(size, data.columns.length)) : size
  const edits: Edit[] = [
    { set: ['name'], value: dataSet.name.replace(/(.)\.[^.]{1,5}$/, '$1') },
    { set: ['data'], value: data },
    ...(wanted > size ? [{ set: ['latent', 'size'], value: wanted }] : []),
  ]
  const recipe = edits.reduce<unknown>(applyEdit, preset?.recipe ?? {})
  return fittingEdits(recipe).reduce<unknown>(applyEdit, recipe)
}

/** Puts data into the recipe being edited, with its networks made to fit; or into a new one where there is none. */
export async function useData(dataSet: DataSet): Promise<void> {
  if (draft.isEmpty) openDraft(recipeForData(dataSet, await call('presets.list', {})), `the data ${dataSet.name}`)
  else editDraftData({ set: ['data'], value: ownDataRecipe(dataSet) })
}
