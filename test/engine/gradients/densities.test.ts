import * as tf from '@tensorflow/tfjs-core'
import { constant, Report, random } from './check.ts'
import { afterAll, describe, test } from 'vitest'
import { componentsOf } from '../../../src/contract/recipe/densityRules.ts'
import { dataWidth } from '../../../src/contract/recipe/facts.ts'
import type { DensityRecipe } from '../../../src/contract/recipe/schema.ts'
import { densityObjective } from '../../../src/engine/families/densityObjective.ts'
import { densityShapes, gaussiansOf } from '../../../src/engine/families/densityParameters.ts'
import { logSumExp } from '../../../src/engine/families/gaussians.ts'
import { sizeOf } from '../../../src/engine/stateTensor.ts'
import { densityCases, densityRecipe } from '../densityRecipes.ts'

const report = new Report('Derivatives of densities')
afterAll(() => report.write())

/** The objective as a function of the model's parameters, on some points and normal numbers. */
function checked(recipe: DensityRecipe) {
  const objective = densityObjective(recipe)
  const [count, width] = [componentsOf(recipe), dataWidth(recipe.data)]
  const axes = Array.from({ length: width }, (_, axis) => axis)
  const column = (name: string, rows: number, columns: number) =>
    constant(random(name, rows * columns), [rows, columns])
  return {
    at: densityShapes(recipe).map(({ name, shape }) => ({ shape, values: random(name, sizeOf(shape), 0.5) })),
    compute: (parameters: Parameters<typeof gaussiansOf>[1]) =>
      objective.evaluate(
        gaussiansOf(recipe, parameters),
        axes.map((axis) => column(`real ${axis}`, 5, 1)),
        axes.map((axis) => column(`normal ${axis}`, Math.max(1, objective.drawn), count)),
      ).loss,
  }
}

describe('every objective with every model, right to second order', () => {
  const schedule = { batch: 5 }
  test.each(densityCases({ schedule }))('%s', (_name, recipe) => report.expectRight(checked(recipe)))

  test('of a Gaussian whose axes are not the plane’s', () => {
    const data = { kind: 'linearGaussian', points: 96 }
    return report.expectRight(checked(densityRecipe({ data, objective: 'jsd', schedule })))
  })
})

test('the logarithm of a sum is right to second order where one of its terms is the largest by far', () =>
  report.expectRight({
    at: [{ shape: [3, 4], values: random('sum', 12).map((value, at) => value + (at % 5 === 0 ? 30 : 0)) }],
    compute: ([x]) => tf.sum(tf.square(logSumExp(x!))),
  }))
