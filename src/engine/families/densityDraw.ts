import * as tf from '@tensorflow/tfjs-core'
import { pointsOf, type Gaussians } from './gaussians.ts'

/**
 * Points of a mixture made of normal numbers, [n, axes (+ 1)] → [n, axes]: the last number of a row chooses the Gaussian,
 * by where in (0, 1) its distribution function puts it, and the others are the point's own.
 */
export function drawFrom(model: Gaussians, normal: tf.Tensor2D): tf.Tensor {
  const [rows] = normal.shape
  const column = (axis: number) => tf.slice(normal, [0, axis], [rows, 1])
  const count = model.logWeights.shape[1]!
  const of = pointsOf(
    model,
    model.means.map((_, axis) => column(axis)),
  )
  if (count === 1) return tf.concat(of, 1)
  const share = tf.mul(0.5, tf.add(1, tf.erf(tf.mul(column(model.means.length), Math.SQRT1_2))))
  const weights = tf.exp(model.logWeights)
  // Column j adds up the weights before the jth; what is beyond all of them for rounding is the last one's.
  const before = tf.tensor2d(Array.from({ length: count }, (_, i) => Array.from({ length: count }, (_, j) => +(i < j))))
  const from = tf.matMul(weights as tf.Tensor2D, before)
  const reached = tf.sub(1, tf.step(tf.sub(from, share)))
  const shifted = tf.concat([tf.slice(reached, [0, 1], [rows, count - 1]), tf.zeros([rows, 1])], 1)
  const chosen = tf.sub(reached, shifted)
  return tf.concat(
    of.map((points) => tf.sum(tf.mul(points, chosen), 1, true)),
    1,
  )
}
