import { dataWidth } from '../../contract/recipe/facts.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'

/** Settings that a step reads as inputs, or not at all: where they differ, the compiled step is the same. */
const left = ['name', 'seed', 'initialization', 'start', 'schedule.steps', 'schedule.snapshots', 'latent.kind']

function keep(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((one) => keep(one, `${path}[]`))
  if (typeof value !== 'object' || value === null) return value
  // Its standard deviation is a number that a schedule sets.
  if ('kind' in value && value.kind === 'instanceNoise') return { kind: value.kind }
  const entries = Object.entries(value)
    .map(([key, inner]) => ({ key, inner, at: path === '' ? key : `${path}.${key}` }))
    .filter(({ key, at }) => key !== 'learningRate' && !left.includes(at))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return Object.fromEntries(entries.map(({ key, inner, at }) => [key, keep(inner, at)]))
}

/**
 * All of a recipe that its compiled step depends on, as text: recipes with the same text have the same models, byte for
 * byte. Of the data that is the width of an example, and all that the density depends on where a step reads that.
 */
export function recipeShape(recipe: Recipe): string {
  const { data, ...rest } = recipe
  const { points: _, ...distribution } = data
  const readsDensity = recipe.family === 'density' && recipe.objective !== 'likelihood'
  return JSON.stringify([readsDensity ? keep(distribution, 'data') : dataWidth(data), keep(rest, '')])
}
