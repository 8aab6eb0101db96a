import * as tf from '@tensorflow/tfjs-core'
import type { GaussianMixture } from '../datasets/gaussianMixture.ts'
import { constantOf } from '../gradients/constantOf.ts'

/**
 * k Gaussians as tensors [1, k] each: by axis their means and the logarithms of their factors' diagonals; for the plane
 * the factor's corner b, of L = [[a, 0], [b, c]]; and the logarithms of their weights.
 */
export interface Gaussians {
  means: tf.Tensor[]
  scales: tf.Tensor[]
  corner: tf.Tensor | null
  logWeights: tf.Tensor
}

/** log Σ eˣ of each row, [n, k] → [n, 1]: of the largest and what the others add to it, so that nothing overflows. */
export function logSumExp(x: tf.Tensor): tf.Tensor {
  if (x.shape[1] === 1) return x
  const largest = constantOf((one) => tf.max(one, 1, true), x)
  return tf.add(largest, tf.log(tf.sum(tf.exp(tf.sub(x, largest)), 1, true)))
}

/** log of the mixture's density at points, their coordinates [n, 1] each → [n, 1]. */
export function logDensities({ means, scales, corner, logWeights }: Gaussians, at: readonly tf.Tensor[]): tf.Tensor {
  // What a point was made of: L⁻¹ (x − μ).
  const apart = (axis: number) => tf.sub(at[axis]!, means[axis]!)
  const narrow = (axis: number) => tf.exp(tf.neg(scales[axis]!))
  const first = tf.mul(apart(0), narrow(0))
  const squares = [tf.square(first)]
  if (corner) squares.push(tf.square(tf.mul(tf.sub(apart(1), tf.mul(corner, first)), narrow(1))))
  const exponent = tf.mul(
    squares.reduce((sum, one) => tf.add(sum, one)),
    -0.5,
  )
  const volume = scales.reduce((sum, one) => tf.add(sum, one))
  const constants = tf.sub(tf.sub(logWeights, volume), (scales.length / 2) * Math.log(2 * Math.PI))
  return logSumExp(tf.add(exponent, constants))
}

/** Points that each of the Gaussians makes of normal numbers, [n, k] an axis: μ + Lz. */
export function pointsOf({ means, scales, corner }: Gaussians, normal: readonly tf.Tensor[]): tf.Tensor[] {
  const moved = (axis: number) => tf.add(means[axis]!, tf.mul(tf.exp(scales[axis]!), normal[axis]!))
  return corner ? [moved(0), tf.add(moved(1), tf.mul(corner, normal[0]!))] : [moved(0)]
}

/** A mixture that does not change, as constants. */
export function constantGaussians({ dimensions, means, factors, weights }: GaussianMixture): Gaussians {
  const row = (of: (one: number) => number) => tf.tensor2d([Array.from(weights, (_, one) => of(one))])
  const axes = dimensions === 2 ? [0, 1] : [0]
  return {
    means: axes.map((axis) => row((one) => means[dimensions * one + axis]!)),
    scales: axes.map((axis) => row((one) => Math.log(factors[3 * one + 2 * axis]!))),
    corner: dimensions === 2 ? row((one) => factors[3 * one + 1]!) : null,
    logWeights: row((one) => Math.log(weights[one]!)),
  }
}
