import * as tf from '@tensorflow/tfjs-core'

/**
 * Multiplications above which a matrix is transposed before its product: tfjs's wasm backend is up to ten times slower
 * on a transposed operand of that size, and for smaller ones a further kernel costs more than it saves.
 */
const worthTransposing = 20_000

/** The product of two matrices, each of which may be meant transposed. */
export function product(a: tf.Tensor, b: tf.Tensor, transposeA: boolean, transposeB: boolean): tf.Tensor {
  const inner = a.shape[transposeA ? 0 : 1]!
  if ((a.size / inner) * b.size < worthTransposing) return tf.matMul(a, b, transposeA, transposeB)
  return tf.matMul(transposeA ? tf.transpose(a) : a, transposeB ? tf.transpose(b) : b)
}
