import * as tf from '@tensorflow/tfjs-core'
import type { LayerOf } from '../../contract/recipe/layers.ts'
import type { Shape } from '../../contract/recipe/shapes.ts'
import type { Layer } from './layer.ts'

/**
 * Dropout (Srivastava et al. 2014): in training each number is set to 0 where its noise falls below the rate, and
 * divided by 1 − rate where it does not, so that nothing has to change outside training.
 */
export function dropoutLayer({ dropout: rate }: LayerOf<'dropout'>, input: Shape): Layer {
  return {
    output: input,
    parameters: [],
    statistics: [],
    noise: rate === 0 ? [] : [{ name: 'mask', shape: [...input] }],
    mixesExamples: false,
    train(_parameters, x, { noise: [noise] }) {
      if (!noise) return { output: x, statistics: [] }
      const kept = tf.mul(tf.step(tf.sub(noise, rate)), 1 / (1 - rate))
      return { output: tf.mul(x, kept), statistics: [] }
    },
    evaluate: (_parameters, _statistics, x) => x,
  }
}
