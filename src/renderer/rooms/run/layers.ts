import { computed, reactive } from 'vue'
import type { Scene } from '../../../contract/picture.ts'
import { familyFacts, packOf } from '../../../contract/recipe/facts.ts'
import type { Recipe } from '../../../contract/recipe/schema.ts'
import type { Layers } from '../../../figures/layers.ts'

/** What of the picture is shown; kept while the page is open, as one goes from run to run. */
export const chosenLayers = reactive<Layers>({ real: true, fake: true, field: true })

const layerNames = [
  { name: 'real', label: 'Real', key: '1' },
  { name: 'fake', label: 'Fake', key: '2' },
  { name: 'field', label: 'Field', key: '3' },
] as const

export interface LayerOffer {
  name: keyof Layers
  label: string
  key: string
  /** Why it can't be drawn. */
  absent?: string
}

/** The layers a picture of this recipe has, and why one of them can't be drawn. */
export function layersOf(scene: Scene | null, recipe: Recipe): LayerOffer[] {
  const pack = packOf(recipe)
  const made = familyFacts[recipe.family].made
  const absent = `With packing D judges ${pack} points at once: there is no judgement of a single one to draw`
  // D's field is over the line or plane that the data lies in; wider rows lie in none.
  const plane = scene === null || scene.kind === 'line' || (scene.kind === 'points' && (scene.axes?.of ?? 2) === 2)
  // On a line a model's density is drawn with its points.
  const hasField = recipe.family === 'gan' || (recipe.family === 'density' && scene?.kind !== 'line')
  const fieldLabel = recipe.family === 'density' ? 'Density' : scene?.kind === 'line' ? 'D' : 'Field'
  return layerNames
    .filter(({ name }) => name !== 'field' || (plane && hasField))
    .map((layer) => (layer.name === 'fake' ? { ...layer, label: made[0]!.toUpperCase() + made.slice(1) } : layer))
    .map((layer) => (layer.name === 'field' ? { ...layer, label: fieldLabel, ...(pack > 1 ? { absent } : {}) } : layer))
}

export const shownLayers = computed<Layers>(() => ({ ...chosenLayers }))
