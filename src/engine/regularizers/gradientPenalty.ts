import * as tf from '@tensorflow/tfjs-core'
import type { RegularizerOf } from '../../contract/recipe/regularizers.ts'
import { gradientByExample, rowNorms, type Penalty } from './penalty.ts'

/**
 * λ E(‖∇D(x̂)‖₂ − 1)² at x̂ = εx + (1 − ε)G(z), with one ε a pair, uniform on (0, 1): two-sided.
 * Gulrajani et al., "Improved training of Wasserstein GANs" (2017), equation 3 and algorithm 1.
 */
export function gradientPenalty({ weight }: RegularizerOf<'gradientPenalty'>): Penalty {
  return {
    series: 'penalty.gradient',
    noise: [{ stream: 'interpolation', draw: 'uniform', shape: (examples) => [examples, 1] }],
    value(judge, { real, fake, noise: [share] }) {
      const between = tf.add(fake, tf.mul(share!, tf.sub(real, fake))) as tf.Tensor2D
      const norms = rowNorms(gradientByExample(judge, between))
      return tf.mul(weight, tf.mean(tf.square(tf.sub(norms, 1))))
    },
  }
}
