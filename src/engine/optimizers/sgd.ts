import * as tf from '@tensorflow/tfjs-core'
import type { OptimizerRecipe } from '../../contract/recipe/schema.ts'
import type { Optimizer } from './optimizer.ts'

/** Gradient descent, θ ← θ − rate · u with u ← momentum · u + g (Sutskever et al. 2013); without momentum u = g. */
export function sgd({ learningRate, momentum }: Extract<OptimizerRecipe, { kind: 'sgd' }>): Optimizer {
  return {
    slots: momentum > 0 ? ['velocity'] : [],
    inputs: [() => learningRate],
    apply(parameter, gradient, [velocity], [rate]) {
      if (!velocity) return [tf.sub(parameter, tf.mul(rate!, gradient))]
      const next = tf.add(tf.mul(velocity, momentum), gradient)
      return [tf.sub(parameter, tf.mul(rate!, next)), next]
    },
  }
}
