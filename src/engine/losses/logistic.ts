import * as tf from '@tensorflow/tfjs-core'

/**
 * −E log σ(real) − E log(1 − σ(fake)), written with softplus so that no logit overflows.
 * For two outputs under softmax the logit is the difference (real − fake), which gives the same cross-entropy.
 */
export function logisticDiscriminator(real: tf.Tensor2D, fake: tf.Tensor2D): tf.Scalar {
  return tf.add(tf.mean(tf.softplus(tf.neg(real))), tf.mean(tf.softplus(fake)))
}
