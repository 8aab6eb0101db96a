import * as tf from '@tensorflow/tfjs-core'
import type { OptimizerRecipe } from '../../contract/recipe/schema.ts'
import type { Optimizer } from './optimizer.ts'

/** RMSProp: θ ← θ − rate · g / (√s + ε) with s ← decay · s + (1 − decay) · g². Tieleman and Hinton (2012), lecture 6.5. */
export function rmsprop({ learningRate, decay, epsilon }: Extract<OptimizerRecipe, { kind: 'rmsprop' }>): Optimizer {
  return {
    slots: ['square'],
    inputs: [() => learningRate],
    apply(parameter, gradient, [square], [rate]) {
      const next = tf.add(tf.mul(square!, decay), tf.mul(tf.square(gradient), 1 - decay))
      return [tf.sub(parameter, tf.mul(rate!, tf.div(gradient, tf.add(tf.sqrt(next), epsilon)))), next]
    },
  }
}
