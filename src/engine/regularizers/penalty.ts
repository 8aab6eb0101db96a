import * as tf from '@tensorflow/tfjs-core'
import type { PenaltySeries } from '../../contract/recipe/regularizers.ts'

/** D as it is in the step under way: examples [n, width] to one logit or score each, [n, 1]. */
export type Judge = (examples: tf.Tensor2D) => tf.Tensor2D

/** What D sees in one of its steps, [n, width] each, and the penalty's own random numbers in the order of `noise`. */
export interface Seen {
  real: tf.Tensor2D
  fake: tf.Tensor2D
  noise: readonly tf.Tensor[]
}

/** Something added to D's loss at each of its steps. */
export interface Penalty {
  readonly series: PenaltySeries
  /** Random numbers that it reads, for n examples of `width` numbers; `stream` is named after what they are for. */
  readonly noise: readonly {
    stream: string
    draw: 'normal' | 'uniform'
    shape(examples: number, width: number): number[]
  }[]
  /** The penalty with its weight. Examples may not influence each other's judgements. */
  value(judge: Judge, seen: Seen): tf.Scalar
}

/** Each example's gradient ∂D(x)/∂x, [n, width]: the examples of a batch are judged one by one. */
export function gradientByExample(judge: Judge, examples: tf.Tensor2D): tf.Tensor2D {
  return tf.grad((x) => tf.sum(judge(x as tf.Tensor2D)))(examples) as tf.Tensor2D
}

/** ‖rows‖₂, [n, 1]. The root of 0 has no derivative, hence a 1e-12 under it. */
export function rowNorms(rows: tf.Tensor2D): tf.Tensor2D {
  return tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), 1e-12))
}
