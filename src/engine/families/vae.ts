import * as tf from '@tensorflow/tfjs-core'
import type { VaeRecipe } from '../../contract/recipe/schema.ts'
import { reconstructionError } from './autoencoder.ts'
import type { CodingObjective } from './codingObjective.ts'

/** The encoder's rows, [n, 2 · size], as means and log-variances, [n, size] each. */
function distributionOf(encoded: tf.Tensor2D): { mean: tf.Tensor2D; logVariance: tf.Tensor2D } {
  const [rows, both] = encoded.shape
  const size = both / 2
  return { mean: tf.slice(encoded, [0, 0], [rows, size]), logVariance: tf.slice(encoded, [0, size], [rows, size]) }
}

/** Draws z = μ + σ ε by the reparameterisation trick, [n, size]; `noise` is ε, [n, size], from N(0, 1). */
function drawCode(encoded: tf.Tensor2D, noise: tf.Tensor2D): tf.Tensor2D {
  const { mean, logVariance } = distributionOf(encoded)
  return tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise))
}

/** KL(N(μ, σ²) ‖ N(0, I)) = ½ Σ (μ² + σ² − 1 − log σ²) in nats, summed over a code, averaged over the batch. */
function klTerm(encoded: tf.Tensor2D): tf.Scalar {
  const { mean, logVariance } = distributionOf(encoded)
  const parts = tf.sub(tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), 1), logVariance)
  return tf.div(tf.sum(parts), 2 * encoded.shape[0])
}

/**
 * Of an encoder and a decoder that raise the evidence bound E log p(x | z) − β KL(q(z | x) ‖ N(0, I)): Kingma and
 * Welling, "Auto-encoding variational Bayes" (2014), one draw of z an example; p(x | z) is normal around what the
 * decoder gives. Both terms are in nats an example; the first leaves out its constant d log(sd √(2π)).
 */
export function vaeObjective({ latent, likelihood, klWeight, schedule }: VaeRecipe): CodingObjective {
  const noise = 'code.epsilon'
  return {
    inputs: [
      {
        name: noise,
        shape: [schedule.batch, latent.size],
        source: { kind: 'noise', stream: 'code', draw: 'normal' },
      },
    ],
    told: ['error', 'reconstruction', 'kl'],
    code: (encoded, given) => drawCode(encoded, given[noise] as tf.Tensor2D),
    steadyCode: (encoded) => distributionOf(encoded).mean,
    loss(examples, back, encoded) {
      const error = reconstructionError(examples, back)
      const width = examples.shape[1]
      const reconstruction = tf.mul(error, width / (2 * likelihood.sd ** 2)) as tf.Scalar
      const kl = klTerm(encoded)
      return { total: tf.add(reconstruction, tf.mul(kl, klWeight)), told: [error, reconstruction, kl] }
    },
  }
}
