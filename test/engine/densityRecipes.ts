import { dataSchema, knowsDensity, type DataRecipe } from '../../src/contract/recipe/data.ts'
import { densityObjectiveNames } from '../../src/contract/recipe/facts.ts'
import type { DensityObjective, DensityRecipe } from '../../src/contract/recipe/schema.ts'
import { complete } from './recipes.ts'

export const densityObjectives = Object.keys(densityObjectiveNames) as DensityObjective[]

/** A small density on a ring; a schedule is merged into its own. */
export function densityRecipe(changes: Record<string, unknown> = {}): DensityRecipe {
  const recipe = complete({
    family: 'density',
    name: 'Small density',
    data: { kind: 'ring', modes: 4, points: 96 },
    model: { kind: 'gaussian' },
    optimizer: { kind: 'adam', learningRate: 0.01 },
    seed: 5,
    ...changes,
    schedule: { steps: 30, batch: 16, snapshots: 8, ...(changes['schedule'] as object | undefined) },
  })
  if (recipe.family !== 'density') throw new Error('not a density’s')
  return recipe
}

const drawnAt = [[0, 0], [1, 0.5], [-1, 1]] // prettier-ignore

/** Every kind of data that can be made of itself, by its kind. */
export const madeData: readonly DataRecipe[] = dataSchema.options
  .map(({ shape }) => shape.kind.value)
  .filter((kind) => kind !== 'table' && kind !== 'images')
  .map((kind) => dataSchema.parse({ kind, points: 96, ...(kind === 'drawn' ? { at: drawnAt } : {}) }))

/** Data of every kind whose density is known. */
export const knownDensities = madeData.filter(knowsDensity)

/** Every objective with every model, on a line and in the plane. */
export function densityCases(changes: Record<string, unknown> = {}): [string, DensityRecipe][] {
  const models = [{ kind: 'gaussian' }, { kind: 'mixture', components: 3 }]
  const data = [{ kind: 'ring', modes: 4, points: 96 }, { kind: 'line', points: 96 }] // prettier-ignore
  return densityObjectives.flatMap((objective) =>
    models.flatMap((model) =>
      data.map((one): [string, DensityRecipe] => [
        `family density, ${objective}, ${model.kind}, ${one.kind}`,
        densityRecipe({ ...changes, objective, model, data: one }),
      ]),
    ),
  )
}
