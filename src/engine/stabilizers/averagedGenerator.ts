import * as tf from '@tensorflow/tfjs-core'
import type { StabilizerOf } from '../../contract/recipe/stabilizers.ts'
import type { StateTensor } from '../stateTensor.ts'

/** What the average's tensors are called: as the parameter, after this. */
export const averagePrefix = 'average.'

/** The average of a network's parameters as a part of the state, laid out as they are. */
export function averageLayout(parameters: readonly StateTensor[]): StateTensor[] {
  return parameters.map(({ shape, parts }) => ({
    shape,
    parts: parts.map((part) => ({ ...part, name: averagePrefix + part.name })),
  }))
}

/**
 * θ̄ ← βθ̄ + (1 − β)θ, tensor by tensor.
 * Yazıcı et al., "The unusual effectiveness of averaging in GAN training" (2019), equation 4.
 */
export function updateAverage(
  { decay }: StabilizerOf<'averagedGenerator'>,
  average: readonly tf.Tensor[],
  parameters: readonly tf.Tensor[],
): tf.Tensor[] {
  return average.map((one, index) => tf.add(tf.mul(one, decay), tf.mul(parameters[index]!, 1 - decay)))
}
