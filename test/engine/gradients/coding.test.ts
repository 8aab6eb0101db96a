import { Report, random } from './check.ts'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, test } from 'vitest'
import { autoencoderObjective } from '../../../src/engine/families/autoencoder.ts'
import type { CodingObjective } from '../../../src/engine/families/codingObjective.ts'
import { vaeObjective } from '../../../src/engine/families/vae.ts'
import { codingFamilies, codingRecipe } from '../codingRecipes.ts'

const report = new Report('Derivatives of auto-encoders’ objectives')
afterAll(() => report.write())

const size = 3
const rows = 5

function objectiveOf(family: (typeof codingFamilies)[number]): CodingObjective {
  const recipe = codingRecipe(family)
  return recipe.family === 'vae' ? vaeObjective(recipe) : autoencoderObjective
}

const named = (name: string, width: number) => ({ shape: [rows, width], values: random(name, rows * width) })

/** The whole way from the encoder's rows through a smooth decoder to the loss, by examples, encoder's rows and weights. */
function lossOf(family: (typeof codingFamilies)[number]) {
  const objective = objectiveOf(family)
  const noise = random('epsilon', rows * size)
  return {
    at: [
      named('examples', 2),
      named('encoded', family === 'vae' ? 2 * size : size),
      { shape: [size, 2], values: random('weight', size * 2) },
    ],
    compute: ([examples, encoded, weight]: tf.Tensor[]) => {
      const given = { 'code.epsilon': tf.tensor(noise as unknown as Float32Array, [rows, size], 'float32') }
      const code = objective.code(encoded as tf.Tensor2D, given)
      const back = tf.tanh(tf.matMul(code, weight as tf.Tensor2D))
      return objective.loss(examples as tf.Tensor2D, back as tf.Tensor2D, encoded as tf.Tensor2D).total
    },
  }
}

test.each(codingFamilies)('%s: the loss is right to second order', (family) => report.expectRight(lossOf(family)))
