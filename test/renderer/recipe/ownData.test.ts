import { describe, expect, it } from 'vitest'
import type { DataSet } from '../../../src/contract/dataSet.ts'
import { fittingEdits } from '../../../src/contract/recipe/fit.ts'
import { applyEdit } from '../../../src/contract/recipe/edit.ts'
import { ownDataRecipe } from '../../../src/contract/recipe/ownData.ts'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import { recipeForData } from '../../../src/renderer/draftData.ts'
import { keptDataIssues } from '../../../src/renderer/keptDataIssues.ts'
import digits from '../../../resources/recipes/digits.json' with { type: 'json' }
import dcgan from '../../../resources/recipes/dcgan.json' with { type: 'json' }
import ring from '../../../resources/recipes/ring.json' with { type: 'json' }

const column = (name: string, counts = false) => ({ name, mean: 0, sd: 1, low: -1, high: 1, counts })
const common = { hash: 'a'.repeat(64), count: 90, bytes: 10, createdAt: 1, runs: 0 }
const table: DataSet = {
  ...common,
  name: 'my.table.csv',
  shape: { kind: 'table', columns: [column('column 1', true), column('a'), column('b'), column('c')] },
}
const images: DataSet = {
  ...common,
  name: 'faces',
  shape: { kind: 'images', width: 20, height: 12, labelled: false },
}
const presets = [
  { id: 'ring', title: 'Ring', summary: '', recipe: ring.recipe },
  { id: 'digits', title: 'Digits', summary: '', recipe: digits.recipe },
]

describe('a recipe for data of one’s own', () => {
  it('has every column but one that only counts, and networks and a batch that fit', () => {
    const parsed = parseRecipe(recipeForData(table, presets))
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        name: 'my.table',
        data: { kind: 'table', columns: ['a', 'b', 'c'], points: 90 },
        latent: { size: 3 },
        schedule: { batch: 90 },
      },
    })
    expect(parsed.ok && parsed.value.family === 'gan' && parsed.value.generator.at(-1)).toMatchObject({ dense: 3 })
  })

  it('is made from the digits’ for images', () => {
    const parsed = parseRecipe(recipeForData(images, presets))
    expect(parsed).toMatchObject({
      ok: true,
      value: { name: 'faces', data: { kind: 'images', width: 20, height: 12 } },
    })
    expect(parsed.ok && parsed.value.family === 'gan' && parsed.value.generator.at(-1)).toMatchObject({ dense: 240 })
  })

  it('is changed only where the data decides: a network of convolutions keeps its issue', () => {
    const recipe = applyEdit(dcgan.recipe, { set: ['data'], value: ownDataRecipe(images) })
    const fitted = fittingEdits(recipe).reduce<unknown>(applyEdit, recipe)
    expect(fitted).toMatchObject({ generator: dcgan.recipe.generator, discriminator: dcgan.recipe.discriminator })
    expect(parseRecipe(fitted).ok).toBe(false)
  })
})

describe('what a recipe asks of data that is kept', () => {
  const data = ownDataRecipe(table)

  it('is in order where it has it, or where nobody knows yet', () => {
    expect(keptDataIssues(data, [table])).toEqual([])
    expect(keptDataIssues(data, null)).toEqual([])
    expect(keptDataIssues({ kind: 'digits', points: 10 }, [])).toEqual([])
  })

  it('is told where the data is gone, or hasn’t it', () => {
    expect(
      keptDataIssues(
        data,
        [images].map((one) => ({ ...one, hash: 'b'.repeat(64) })),
      ),
    ).toMatchObject([
      { path: 'data.file', message: '“my.table.csv” is not kept here: import it again, or choose other data' },
    ])
    expect(keptDataIssues({ ...data, points: 91 }, [table])).toMatchObject([{ path: 'data.points' }])
    expect(keptDataIssues({ ...data, points: 90 }, [images])).toMatchObject([
      { path: 'data.kind', message: '“faces” is images', fix: { label: 'Use images' } },
    ])
  })
})
