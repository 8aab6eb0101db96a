import { readFileSync } from 'node:fs'
import { parseRecipe } from '../../src/contract/recipe/parse.ts'
import type { GanRecipe, Recipe } from '../../src/contract/recipe/schema.ts'

/** A recipe as the schema completes it; throws with its issues. */
export function complete(input: unknown): Recipe {
  const parsed = parseRecipe(input)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

function asGan(recipe: Recipe): GanRecipe {
  if (recipe.family !== 'gan') throw new Error('not a GAN’s')
  return recipe
}

/** A preset of any family, with some of its keys replaced. */
export function anyPreset(id: string, changes: Record<string, unknown> = {}): Recipe {
  const url = new URL(`../../resources/recipes/${id}.json`, import.meta.url)
  const { recipe } = JSON.parse(readFileSync(url, 'utf8')) as { recipe: Record<string, unknown> }
  return complete({ ...recipe, ...changes })
}

/** A GAN's preset, with some of its keys replaced. */
export const preset = (id: string, changes: Record<string, unknown> = {}): GanRecipe => asGan(anyPreset(id, changes))

/** A small run on a ring, with smooth networks unless others are given; a schedule is merged into its own. */
export function smallRecipe(changes: Record<string, unknown> = {}): GanRecipe {
  const recipe = complete({
    name: 'Small',
    data: { kind: 'ring', modes: 4, points: 96 },
    latent: { size: 3 },
    generator: [{ dense: 6, activation: 'tanh' }, { dense: 2 }],
    discriminator: [{ dense: 7, activation: 'sigmoid' }, { dense: 5, activation: 'tanh' }, { dense: 1 }],
    initialization: { kind: 'normal', sd: 0.7 },
    loss: { kind: 'nonSaturating' },
    optimizers: {
      generator: { kind: 'adam', learningRate: 0.01 },
      discriminator: { kind: 'adam', learningRate: 0.02 },
    },
    seed: 5,
    ...changes,
    schedule: { steps: 30, batch: 16, snapshots: 8, ...(changes['schedule'] as object | undefined) },
  })
  return asGan(recipe)
}
