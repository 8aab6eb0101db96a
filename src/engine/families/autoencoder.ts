import * as tf from '@tensorflow/tfjs-core'
import type { CodingObjective } from './codingObjective.ts'

/** Mean of (x − x̂)² over all numbers of the batch: examples and what comes back of them, [n, width] each. */
export const reconstructionError = (examples: tf.Tensor2D, back: tf.Tensor2D): tf.Scalar =>
  tf.mean(tf.square(tf.sub(back, examples)))

/** An auto-encoder's: the encoder's rows are the code, and the reconstruction error is lowered. */
export const autoencoderObjective: CodingObjective = {
  inputs: [],
  told: ['error'],
  code: (encoded) => encoded,
  steadyCode: (encoded) => encoded,
  loss(examples, back) {
    const error = reconstructionError(examples, back)
    return { total: error, told: [error] }
  },
}
