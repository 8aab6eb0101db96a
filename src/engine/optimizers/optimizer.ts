import type { Tensor } from '@tensorflow/tfjs-core'

/** An update rule as a pure function of one parameter tensor, its gradient and the rule's own tensors. */
export interface Optimizer {
  /** Names of the tensors kept beside each parameter, each of the parameter's shape and 0 at first. */
  readonly slots: readonly string[]
  /** The numbers that change from update to update, computed in double precision; `update` counts from 1. */
  readonly inputs: readonly ((update: number) => number)[]
  /** Parameter and slots after one update; `inputs` are scalars in the order of `inputs`. */
  apply(parameter: Tensor, gradient: Tensor, slots: readonly Tensor[], inputs: readonly Tensor[]): Tensor[]
}
