import * as tf from '@tensorflow/tfjs-core'
import type { InitializationRecipe, LayerRecipe } from '../../contract/recipe/schema.ts'
import type { RandomStream } from '../random/stream.ts'
import type { NamedTensor } from '../../contract/engine.ts'
import { activation } from './activations.ts'
import { drawWeights } from './initialization.ts'

/** A network as a pure function of its parameters: weight [in, out] and bias [out] of each layer in turn. */
export interface Network {
  /** Names ("0.weight", "0.bias", …) and shapes of the parameters, in order. */
  readonly parameters: readonly { name: string; shape: number[] }[]
  /** [batch, in] → [batch, out]. */
  apply(parameters: readonly tf.Tensor[], x: tf.Tensor2D): tf.Tensor2D
}

/** Dense layers, each x·W + b followed by its activation. */
export function denseNetwork(layers: readonly LayerRecipe[], inputWidth: number): Network {
  const activations = layers.map(activation)
  const parameters = layers.flatMap((layer, index) => [
    { name: `${index}.weight`, shape: [layers[index - 1]?.dense ?? inputWidth, layer.dense] },
    { name: `${index}.bias`, shape: [layer.dense] },
  ])
  return {
    parameters,
    apply(values, x) {
      return activations.reduce((input, activate, index) => {
        const product = tf.matMul(input, values[2 * index] as tf.Tensor2D)
        return activate(tf.add(product, values[2 * index + 1]!)) as tf.Tensor2D
      }, x)
    },
  }
}

/** Fresh parameters of a dense network, in the order of `network.parameters`. */
export function initialParameters(network: Network, recipe: InitializationRecipe, stream: RandomStream): NamedTensor[] {
  return network.parameters.map(({ name, shape }) => {
    const [inputs, outputs] = shape
    const values = outputs === undefined ? new Float32Array(inputs!) : drawWeights(recipe, inputs!, outputs, stream)
    return { name, shape: [...shape], values }
  })
}
