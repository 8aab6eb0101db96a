import { componentsOf } from './densityRules.ts'
import { dataWidth, networksOf } from './facts.ts'
import { issueAt, type RecipeIssue } from './issues.ts'
import { layerKind } from './layers.ts'
import { layerParameters } from './parameters.ts'
import type { Recipe } from './schema.ts'
import { formatShape, networkShapes } from './shapes.ts'

/** The step up to which a run trains that goes on from a checkpoint: its recipe's, or as many more where that is past. */
export function forkedSteps({ schedule }: Recipe, from: number): number {
  return schedule.steps > from ? schedule.steps : from + schedule.steps
}

interface Trained {
  /** "discriminator.0.weight". */
  name: string
  shape: string
  keys: readonly (string | number)[]
}

function trainedTensors(recipe: Recipe): Trained[] {
  if (recipe.family === 'density') {
    const shape = formatShape([componentsOf(recipe), dataWidth(recipe.data)])
    return [{ name: 'model.mean', shape, keys: ['model', 'kind'] }]
  }
  return networksOf(recipe).flatMap(({ role, layers, inputs }) => {
    const { shapes } = networkShapes(layers, [inputs])
    return layers.flatMap((layer, index) =>
      layerParameters(layer, shapes[index - 1] ?? [inputs]).map(({ name, shape }) => ({
        name: `${role}.${index}.${name}`,
        shape: formatShape(shape),
        keys: [role, index, layerKind(layer)],
      })),
    )
  })
}

const why = 'to go on from a checkpoint, what is trained has to keep its shape'

/**
 * Why a run with the one recipe can't go on from a checkpoint of a run with the other, at the first tensor that stands
 * in the way; empty where it can.
 */
export function forkIssues(recipe: Recipe, parent: Recipe): RecipeIssue[] {
  if (recipe.family !== parent.family) {
    const message = `is “${recipe.family}” here and “${parent.family}” in the run to go on from; a checkpoint holds the weights of one family`
    return [issueAt(['family'], message, `Set to ${parent.family}`, { set: ['family'], value: parent.family })]
  }
  const [own, other] = [trainedTensors(recipe), trainedTensors(parent)]
  for (const { name, shape, keys } of own) {
    const found = other.find((tensor) => tensor.name === name)
    if (found?.shape === shape) continue
    const there = found ? `${found.shape} in the run to go on from` : 'not in the run to go on from'
    return [issueAt(keys, `“${name}” would be ${shape}, and is ${there}; ${why}`)]
  }
  const lost = other.find(({ name }) => !own.some((tensor) => tensor.name === name))
  if (!lost) return []
  return [issueAt(lost.keys.slice(0, 1), `“${lost.name}” of the run to go on from is not here; ${why}`)]
}
