import * as tf from '@tensorflow/tfjs-core'

/**
 * Every `size` rows that follow each other as one, [n, width] → [n / size, width · size]: the first number of each, then
 * the second of each, and so on, so that images of a pack are the channels of one image.
 * Lin, Khetan, Fanti and Oh, "PacGAN: the power of two samples in generative adversarial networks" (2018), section 3.
 */
export function packed(rows: tf.Tensor2D, size: number): tf.Tensor2D {
  if (size === 1) return rows
  const [count, width] = rows.shape
  const apart = tf.reshape(rows, [count / size, size, width])
  return tf.reshape(tf.transpose(apart, [0, 2, 1]), [count / size, width * size])
}

/** The same for plain numbers; rows too few for a last pack are left out. */
export function packRows(rows: Float32Array, width: number, size: number): Float32Array {
  const packs = Math.floor(rows.length / (width * size))
  const together = new Float32Array(packs * width * size)
  for (let row = 0; row < packs * size; row++) {
    const start = Math.floor(row / size) * size * width + (row % size)
    for (let at = 0; at < width; at++) together[start + at * size] = rows[row * width + at]!
  }
  return together
}
