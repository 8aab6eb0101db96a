import type * as tf from '@tensorflow/tfjs-core'
import type { Shape } from '../../contract/recipe/shapes.ts'
import type { Fans } from './initialization.ts'

export interface NamedShape {
  name: string
  shape: number[]
}

/** A trained tensor: drawn with these fans, drawn around 1, or 0 at first. */
export interface Parameter extends NamedShape {
  start: Fans | 'scale' | 'zero'
}

/** What a layer reads in training besides its input and its parameters. */
export interface Given {
  /** In the layer's order; none of them is changed or disposed of. */
  statistics: readonly tf.Tensor[]
  /** In the layer's order, one example a row: evenly spread over (0, 1). */
  noise: readonly tf.Tensor[]
}

/** What a layer or network makes of a batch in training, and its statistics with that batch taken in. */
export interface Pass {
  output: tf.Tensor
  statistics: tf.Tensor[]
}

/** One layer as pure functions of its parameters. Its input is [batch, …input]. */
export interface Layer {
  /** The shape of one example of its output. */
  readonly output: Shape
  readonly parameters: readonly Parameter[]
  /** Kept from step to step but not trained. `start` is what they are filled with at first. */
  readonly statistics: readonly (NamedShape & { start: number })[]
  /** Numbers drawn for each example of a batch in training: their shape without the batch. */
  readonly noise: readonly NamedShape[]
  /** Whether in training an example's output depends on the others of its batch. */
  readonly mixesExamples: boolean
  train(parameters: readonly tf.Tensor[], x: tf.Tensor, given: Given): Pass
  /** As outside training: by the statistics kept, without noise. */
  evaluate(parameters: readonly tf.Tensor[], statistics: readonly tf.Tensor[], x: tf.Tensor): tf.Tensor
}

/** A layer that computes the same in training and outside it. */
export function steadyLayer(
  output: Shape,
  parameters: readonly Parameter[],
  apply: (parameters: readonly tf.Tensor[], x: tf.Tensor) => tf.Tensor,
): Layer {
  return {
    output,
    parameters,
    statistics: [],
    noise: [],
    mixesExamples: false,
    train: (values, x) => ({ output: apply(values, x), statistics: [] }),
    evaluate: (values, _statistics, x) => apply(values, x),
  }
}
