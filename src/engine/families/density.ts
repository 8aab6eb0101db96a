import * as tf from '@tensorflow/tfjs-core'
import { componentsOf } from '../../contract/recipe/densityRules.ts'
import { dataWidth } from '../../contract/recipe/facts.ts'
import type { DensityRecipe } from '../../contract/recipe/schema.ts'
import { makeOptimizer } from '../optimizers/index.ts'
import type { Program, ProgramInput, StateStyle } from '../program.ts'
import { densityObjective } from './densityObjective.ts'
import { densityShapes, gaussiansOf, modelRole } from './densityParameters.ts'
import { drawFrom } from './densityDraw.ts'
import { optimizerClock, rateInputs } from './rateInputs.ts'
import { trainedNetwork } from './trainedNetwork.ts'

/** Normal numbers that one point is made of: one an axis, and of a mixture one that chooses the Gaussian. */
export const numbersOfPoint = (recipe: DensityRecipe): number =>
  dataWidth(recipe.data) + (componentsOf(recipe) > 1 ? 1 : 0)

/**
 * One step of a density: its parameters are moved down the objective's gradient, which is estimated from the batch and,
 * where the objective asks for the model's own points, from as many of those, each made of normal numbers (Kingma and
 * Welling 2014, section 2.4). Metrics: the objective; where that is not the likelihood, −E log q over the batch;
 * ‖gradient‖²; with `gradients` every gradient. Function: generate, normal numbers [n, axes (+ 1)] to points [n, axes].
 */
export function densityProgram(recipe: DensityRecipe, style: StateStyle, { gradients = false } = {}): Program {
  const { batch } = recipe.schedule
  const width = dataWidth(recipe.data)
  const optimizer = makeOptimizer(recipe.optimizer)
  const trained = trainedNetwork(modelRole, densityShapes(recipe), optimizer, style)
  const objective = densityObjective(recipe)
  const tellsLikelihood = recipe.objective !== 'likelihood'
  const clock = optimizerClock(null, 'the optimiser', recipe.optimizer)
  const rates = rateInputs('rate', optimizer, clock, (step) => step + 1)
  const parameters = trained.parameterLayout.length
  const count = componentsOf(recipe)
  const drawn: ProgramInput = {
    name: 'normal',
    shape: [width, objective.drawn, count],
    source: { kind: 'noise', stream: 'model', draw: 'normal' },
  }

  return {
    state: [...trained.parameterLayout, ...trained.slotLayout],
    inputs: [
      { name: 'real', shape: [batch, width], source: { kind: 'examples' } },
      ...(objective.drawn > 0 ? [drawn] : []),
      ...rates,
    ],
    metrics: [
      { name: 'objective', shape: [] },
      ...(tellsLikelihood ? [{ name: 'negativeLogLikelihood', shape: [] }] : []),
      { name: 'modelSquares', shape: [] },
      ...(gradients ? trained.gradients : []),
    ],
    functions: {
      generate: (state, normal) => {
        const model = gaussiansOf(recipe, trained.parameters(state.slice(0, parameters)))
        return drawFrom(model, normal)
      },
    },
    step(state, given) {
      const stored = state.slice(0, parameters)
      const own = trained.parameters(stored)
      const real = given['real'] as tf.Tensor2D
      const axes = Array.from({ length: width }, (_, axis) => tf.slice(real, [0, axis], [batch, 1]))
      const ofAxis = (axis: number) => tf.slice(given['normal']!, [axis, 0, 0], [1, objective.drawn, count])
      const normal =
        objective.drawn > 0 ? axes.map((_, axis) => tf.reshape(ofAxis(axis), [objective.drawn, count])) : []
      const told: Record<string, tf.Scalar> = {}
      const { value, grads } = tf.valueAndGrads((...all: tf.Tensor[]) => {
        const { loss, negativeLogLikelihood } = objective.evaluate(gaussiansOf(recipe, all), axes, normal)
        // Kept, because gradients dispose of all they don't return.
        if (negativeLogLikelihood) told['negativeLogLikelihood'] = tf.keep(negativeLogLikelihood)
        return loss
      })(own)
      const read = rates.map(({ name }) => given[name]!)
      const updated = trained.update(stored, state.slice(parameters), grads, read, null)
      return {
        state: [...updated.parameters, ...updated.slots],
        metrics: {
          objective: value,
          ...told,
          modelSquares: updated.squares,
          ...updated.gradients,
        },
      }
    },
  }
}
