import * as tf from '@tensorflow/tfjs-core'
import type { Loss } from './loss.ts'

const halfMeanSquare = (x: tf.Tensor): tf.Scalar => tf.mul(0.5, tf.mean(tf.square(x)))

/**
 * L_D = ½ E(D(x) − 1)² + ½ E D(G(z))², L_G = ½ E(D(G(z)) − 1)²: labels a = 0, b = c = 1, with the paper's factor ½.
 * Mao et al., "Least squares generative adversarial networks" (2017), equation 9.
 */
export const leastSquares: Loss = {
  discriminator: (real, fake, label) => tf.add(halfMeanSquare(tf.sub(real, label)), halfMeanSquare(fake)),
  generator: (fake) => halfMeanSquare(tf.sub(fake, 1)),
  clip: null,
}
