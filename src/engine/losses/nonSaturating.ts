import * as tf from '@tensorflow/tfjs-core'
import type { Loss } from './loss.ts'
import { logisticDiscriminator } from './logistic.ts'

/**
 * L_D = −E log D(x) − E log(1 − D(G(z))), L_G = −E log D(G(z)), with D = σ(logit).
 * Goodfellow et al., "Generative adversarial nets" (2014), section 3, last paragraph.
 */
export const nonSaturating: Loss = {
  discriminator: logisticDiscriminator,
  generator: (fake) => tf.mean(tf.softplus(tf.neg(fake))),
  clip: null,
}
