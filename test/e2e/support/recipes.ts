import { readFileSync } from 'node:fs'

/** A preset's recipe with other steps, so that a test takes seconds. */
export function presetRecipe(id: string, steps: number): Record<string, unknown> {
  const file = new URL(`../../../resources/recipes/${id}.json`, import.meta.url)
  const { recipe } = JSON.parse(readFileSync(file, 'utf8')) as { recipe: { schedule: object } }
  return { ...recipe, schedule: { ...recipe.schedule, steps } }
}
