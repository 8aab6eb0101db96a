import * as tf from '@tensorflow/tfjs-core'

/**
 * −E [α log σ(real) + (1 − α) log(1 − σ(real))] − E log(1 − σ(fake)), α = 1 unless smoothed, written with softplus so that no logit overflows.
 * For two outputs under softmax the logit is the difference (real − fake), which gives the same cross-entropy.
 */
export function logisticDiscriminator(real: tf.Tensor2D, fake: tf.Tensor2D, label: number): tf.Scalar {
  const certain = tf.softplus(tf.neg(real))
  // softplus(r) = softplus(−r) + r.
  const onReal = label === 1 ? certain : tf.add(certain, tf.mul(real, 1 - label))
  return tf.add(tf.mean(onReal), tf.mean(tf.softplus(fake)))
}
