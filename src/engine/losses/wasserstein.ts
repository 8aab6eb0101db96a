import * as tf from '@tensorflow/tfjs-core'
import type { Loss } from './loss.ts'

/**
 * L_D = E D(G(z)) − E D(x), L_G = −E D(G(z)), every weight and bias of the critic kept within ±clip after its step;
 * with null, a regulariser bounds the critic instead.
 * Arjovsky, Chintala and Bottou, "Wasserstein GAN" (2017), algorithm 1.
 */
export function wasserstein(clip: number | null): Loss {
  return {
    discriminator: (real, fake) => tf.sub(tf.mean(fake), tf.mean(real)),
    generator: (fake) => tf.neg(tf.mean(fake)),
    clip,
  }
}
