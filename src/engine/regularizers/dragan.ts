import * as tf from '@tensorflow/tfjs-core'
import type { RegularizerOf } from '../../contract/recipe/regularizers.ts'
import { gradientByExample, rowNorms, type Penalty } from './penalty.ts'

/**
 * λ E(‖∇D(x + δ)‖₂ − 1)² with x real and δ ~ N(0, σ²): the paper's k = 1, and c = σ².
 * Kodali, Abernethy, Hays and Kira, "On convergence and stability of GANs" (2017), section 2.3.
 */
export function dragan({ weight, sd }: RegularizerOf<'dragan'>): Penalty {
  return {
    series: 'penalty.dragan',
    noise: [{ stream: 'perturbation', draw: 'normal', shape: (examples, width) => [examples, width] }],
    value(judge, { real, noise: [perturbation] }) {
      const near = tf.add(real, tf.mul(perturbation!, sd)) as tf.Tensor2D
      const norms = rowNorms(gradientByExample(judge, near))
      return tf.mul(weight, tf.mean(tf.square(tf.sub(norms, 1))))
    },
  }
}
