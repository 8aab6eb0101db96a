import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { applyEdit } from '../../../src/contract/recipe/edit.ts'
import { forkedSteps, forkIssues } from '../../../src/contract/recipe/forkRules.ts'
import { parsePath } from '../../../src/contract/recipe/issues.ts'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import type { Recipe } from '../../../src/contract/recipe/schema.ts'
import { presetRecipe } from './presets.ts'

type Change = [path: string, value: unknown]

function recipeOf(id: string, ...changes: Change[]): Recipe {
  const changed = changes.reduce<unknown>(
    (recipe, [path, value]) => applyEdit(recipe, { set: parsePath(path), value }),
    presetRecipe(id),
  )
  const parsed = parseRecipe(changed)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

const presets = readdirSync(new URL('../../../resources/recipes/', import.meta.url)).map((file) =>
  file.replace('.json', ''),
)

const why = 'to go on from a checkpoint, what is trained has to keep its shape'
const refused: [what: string, changes: Change[], path: string, message: string][] = [
  [
    'a wider layer',
    [['discriminator[1].dense', 32]],
    'discriminator[1].dense',
    `“discriminator.1.weight” would be 64 × 32, and is 64 × 64 in the run to go on from; ${why}`,
  ],
  [
    'packs',
    [['stabilizers', [{ kind: 'packing' }]]],
    'discriminator[0].dense',
    `“discriminator.0.weight” would be 4 × 64, and is 2 × 64 in the run to go on from; ${why}`,
  ],
  [
    'a bias less',
    [['generator[2].bias', false]],
    'generator',
    `“generator.2.bias” of the run to go on from is not here; ${why}`,
  ],
  [
    'a larger latent',
    [['latent.size', 3]],
    'generator[0].dense',
    `“generator.0.weight” would be 3 × 64, and is 2 × 64 in the run to go on from; ${why}`,
  ],
]

describe('whether a run can go on from another one’s checkpoint', () => {
  it.each(presets)('one of the same recipe can: %s', (id) => {
    expect(forkIssues(recipeOf(id), recipeOf(id))).toEqual([])
  })

  it('whatever keeps the networks’ shapes may change', () => {
    const other = recipeOf(
      'ring',
      ['loss', { kind: 'hinge' }],
      ['regularizers', [{ kind: 'r1' }]],
      ['stabilizers', [{ kind: 'spectralNorm' }, { kind: 'averagedGenerator' }]],
      ['optimizers.generator', { kind: 'sgd', learningRate: 0.1 }],
      ['generator[0].activation', 'tanh'],
      ['schedule.batch', 10],
      ['data', { kind: 'ring', modes: 3, points: 50 }],
      ['seed', 99],
    )
    expect(forkIssues(other, recipeOf('ring'))).toEqual([])
  })

  it.each(refused)('%s can’t, at the tensor', (_what, changes, path, message) => {
    expect(forkIssues(recipeOf('ring', ...changes), recipeOf('ring'))).toMatchObject([{ path, message }])
  })

  it('a density can, while it has as many Gaussians', () => {
    const base = {
      family: 'density',
      name: 'Small',
      data: { kind: 'ring', points: 96 },
      model: { kind: 'mixture', components: 3 },
      optimizer: { kind: 'adam', learningRate: 0.01 },
      schedule: { steps: 30, batch: 16 },
    }
    const complete = (changes: object) => {
      const parsed = parseRecipe({ ...base, ...changes })
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
      return parsed.value
    }
    expect(forkIssues(complete({ objective: 'jsd' }), complete({}))).toEqual([])
    const other = complete({ model: { kind: 'mixture', components: 4 } })
    expect(forkIssues(other, complete({}))).toMatchObject([
      { path: 'model.kind', message: expect.stringContaining('“model.mean” would be 4 × 2, and is 3 × 2') as string },
    ])
  })

  it('another family can’t, and may be set back', () => {
    const other = presets.map((id) => recipeOf(id)).find(({ family }) => family === 'vae')!
    expect(forkIssues(other, recipeOf('digits'))).toMatchObject([{ path: 'family', fix: { label: 'Set to gan' } }])
  })

  it('trains to the recipe’s step, or as many steps more', () => {
    const recipe = recipeOf('ring', ['schedule.steps', 500])
    expect([0, 499, 500, 800].map((from) => forkedSteps(recipe, from))).toEqual([500, 500, 1000, 1300])
  })
})
