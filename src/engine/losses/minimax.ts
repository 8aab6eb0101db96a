import * as tf from '@tensorflow/tfjs-core'
import type { Loss } from './loss.ts'
import { logisticDiscriminator } from './logistic.ts'

/**
 * The original game: L_D = −E log D(x) − E log(1 − D(G(z))), L_G = E log(1 − D(G(z))), with D = σ(logit).
 * Goodfellow et al., "Generative adversarial nets" (2014), equation 1.
 */
export const minimax: Loss = {
  discriminator: logisticDiscriminator,
  generator: (fake) => tf.neg(tf.mean(tf.softplus(fake))),
  clip: null,
}
