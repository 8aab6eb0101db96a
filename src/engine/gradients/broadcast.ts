import * as tf from '@tensorflow/tfjs-core'

/** Adds up a gradient over the axes along which an input of this shape was repeated. */
export function reduceTo(shape: readonly number[], dy: tf.Tensor): tf.Tensor {
  const extra = dy.shape.length - shape.length
  const axes = dy.shape.map((_, axis) => axis).filter((axis) => axis < extra || shape[axis - extra] !== dy.shape[axis])
  return axes.length === 0 ? dy : tf.reshape(tf.sum(dy, axes), [...shape])
}

/** Repeats the gradient of a sum or mean over `axes` until it has the input's shape, times `scale`. */
export function expandFrom(dy: tf.Tensor, shape: readonly number[], axes: readonly number[], scale: number): tf.Tensor {
  const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
  return tf.mul(tf.reshape(dy, kept), tf.fill([...shape], scale))
}

/** Axes of a reduction as tfjs gives them: none means all. */
export function reducedAxes(shape: readonly number[], axis: number | number[] | null | undefined): number[] {
  if (axis === null || axis === undefined) return shape.map((_, index) => index)
  return (Array.isArray(axis) ? axis : [axis]).map((one) => (one < 0 ? one + shape.length : one))
}
