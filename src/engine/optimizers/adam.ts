import * as tf from '@tensorflow/tfjs-core'
import type { OptimizerRecipe } from '../../contract/recipe/schema.ts'
import type { Optimizer } from './optimizer.ts'

/**
 * Adam with bias correction: θ ← θ − rate · m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
 * Kingma and Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1.
 */
export function adam({ learningRate, beta1, beta2, epsilon }: Extract<OptimizerRecipe, { kind: 'adam' }>): Optimizer {
  return {
    slots: ['m', 'v'],
    inputs: [(update) => learningRate / (1 - beta1 ** update), (update) => 1 / (1 - beta2 ** update)],
    apply(parameter, gradient, [m, v], [rate, correction]) {
      const nextM = tf.add(tf.mul(m!, beta1), tf.mul(gradient, 1 - beta1))
      const nextV = tf.add(tf.mul(v!, beta2), tf.mul(tf.square(gradient), 1 - beta2))
      const scale = tf.add(tf.sqrt(tf.mul(nextV, correction!)), epsilon)
      return [tf.sub(parameter, tf.mul(rate!, tf.div(nextM, scale))), nextM, nextV]
    },
  }
}
