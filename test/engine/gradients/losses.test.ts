import { Report, random } from './check.ts'
import type * as tf from '@tensorflow/tfjs-core'
import { afterAll, describe, test } from 'vitest'
import { ganRecipeSchema, type LossRecipe } from '../../../src/contract/recipe/schema.ts'
import { makeLoss } from '../../../src/engine/losses/index.ts'

const report = new Report('Derivatives of losses')
afterAll(() => report.write())

const recipes: LossRecipe[] = ganRecipeSchema.shape.loss.options.map((option) =>
  option.parse({ kind: option.shape.kind.value }),
)
/** Judgements on both sides of every margin, none near one. */
const judgements = (name: string) => ({ shape: [6, 1], values: random(name, 6, 3) })

describe.each(recipes.map((recipe) => [recipe.kind, recipe] as const))('%s', (_, recipe) => {
  const loss = makeLoss(recipe)

  test.each([1, 0.9])('D’s loss is right to second order, label %d', (label) =>
    report.expectRight({
      at: [judgements('real'), judgements('fake')],
      compute: ([real, fake]) => loss.discriminator(real as tf.Tensor2D, fake as tf.Tensor2D, label),
    }),
  )

  test('G’s loss is right to second order', () =>
    report.expectRight({
      at: [judgements('fake')],
      compute: ([fake]) => loss.generator(fake as tf.Tensor2D),
    }))
})
