import * as tf from '@tensorflow/tfjs-core'
import type { RegularizerOf } from '../../contract/recipe/regularizers.ts'
import { gradientByExample, type Penalty } from './penalty.ts'

/**
 * (γ/2) E‖∇D(x)‖₂² over the real examples.
 * Mescheder, Geiger and Nowozin, "Which training methods for GANs do actually converge?" (2018), equation 9.
 */
export function r1({ weight }: RegularizerOf<'r1'>): Penalty {
  return {
    series: 'penalty.r1',
    noise: [],
    value(judge, { real }) {
      const squares = tf.sum(tf.square(gradientByExample(judge, real)), 1)
      return tf.mul(weight / 2, tf.mean(squares))
    },
  }
}
