import * as tf from '@tensorflow/tfjs-core'
import type { Loss } from './loss.ts'

/**
 * L_D = E max(0, 1 − D(x)) + E max(0, 1 + D(G(z))), L_G = −E D(G(z)).
 * Lim and Ye, "Geometric GAN" (2017); Miyato et al., "Spectral normalization" (2018), equations 16 and 17.
 */
export const hinge: Loss = {
  discriminator: (real, fake) => tf.add(tf.mean(tf.relu(tf.sub(1, real))), tf.mean(tf.relu(tf.add(1, fake)))),
  generator: (fake) => tf.neg(tf.mean(fake)),
  clip: null,
}
