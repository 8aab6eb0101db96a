import * as tf from '@tensorflow/tfjs-core'
import type { LayerRecipe } from '../../contract/recipe/schema.ts'

const defaultSlope = 0.2

/** The layer's activation, element by element. */
export function activation(layer: LayerRecipe): (x: tf.Tensor) => tf.Tensor {
  switch (layer.activation) {
    case 'linear':
      return (x) => x
    case 'relu':
      return tf.relu
    case 'leakyRelu':
      return (x) => tf.leakyRelu(x, layer.slope ?? defaultSlope)
    case 'tanh':
      return tf.tanh
    case 'sigmoid':
      return tf.sigmoid
  }
}
