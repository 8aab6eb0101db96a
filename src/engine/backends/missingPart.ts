import type { BackendId } from '../../contract/engine.ts'
import { networksOf } from '../../contract/recipe/facts.ts'
import { formatPath, type Path } from '../../contract/recipe/issues.ts'
import { layerKind } from '../../contract/recipe/layers.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import lacks from './lacks.json' with { type: 'json' }

/** For each engine the kinds that it can't run (“layer conv”), with the kernels that it has not. */
export type Lacks = Readonly<Record<BackendId, Readonly<Record<string, readonly string[]>>>>

/** Everything of a recipe that an engine has to be able to run: what docs/engines.md calls it, and where it stands. */
function* partsOf(recipe: Recipe): Generator<[string, Path]> {
  yield [`family ${recipe.family}`, ['family']]
  for (const { role, layers } of networksOf(recipe)) {
    for (const [index, layer] of layers.entries()) {
      yield [`layer ${layerKind(layer)}`, [role, index]]
      if ('activation' in layer) yield [`activation ${layer.activation}`, [role, index, 'activation']]
    }
  }
  if (recipe.family !== 'gan') {
    yield [`optimizer ${recipe.optimizer.kind}`, ['optimizer']]
    return
  }
  yield [`loss ${recipe.loss.kind}`, ['loss']]
  for (const [index, { kind }] of recipe.regularizers.entries()) yield [`regulariser ${kind}`, ['regularizers', index]]
  for (const [index, { kind }] of recipe.stabilizers.entries()) yield [`stabiliser ${kind}`, ['stabilizers', index]]
  for (const [role, { kind }] of Object.entries(recipe.optimizers)) yield [`optimizer ${kind}`, ['optimizers', role]]
}

/** The first part of a recipe that an engine can't run, in words; null where it runs all of it. Loads no engine. */
export function missingPart(id: BackendId, recipe: Recipe, table: Lacks = lacks): string | null {
  for (const [name, path] of partsOf(recipe)) {
    const kernels = table[id][name]
    if (kernels) return `${formatPath(path)} needs ${kernels.join(', ')}, which it does not have`
  }
  return null
}
