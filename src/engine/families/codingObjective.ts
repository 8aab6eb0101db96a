import type * as tf from '@tensorflow/tfjs-core'
import type { ProgramInput } from '../program.ts'

type Given = Readonly<Record<string, tf.Tensor>>

/** What an encoder and a decoder are trained for: how a code comes from what the encoder gives, and what is lowered. */
export interface CodingObjective {
  /** Random numbers of its own. */
  readonly inputs: readonly ProgramInput[]
  /** Names of the scalars that `loss` tells. */
  readonly told: readonly string[]
  /** The codes that the decoder is fed in training, [n, size], from the encoder's rows. */
  code(encoded: tf.Tensor2D, given: Given): tf.Tensor2D
  /** The code of each example outside training, [n, size], from the encoder's rows. */
  steadyCode(encoded: tf.Tensor2D): tf.Tensor2D
  /** What is lowered, and the scalars by name: examples and what comes back of them [n, width], the encoder's rows. */
  loss(examples: tf.Tensor2D, back: tf.Tensor2D, encoded: tf.Tensor2D): { total: tf.Scalar; told: tf.Scalar[] }
}
