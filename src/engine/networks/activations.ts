import * as tf from '@tensorflow/tfjs-core'
import { inKey } from '../origins.ts'
import { activationOf, type LayerRecipe } from '../../contract/recipe/layers.ts'

const defaultSlope = 0.2

/** GELU in its exact form x·Φ(x), Φ the standard normal distribution function (Hendrycks and Gimpel 2016). */
const gelu = (x: tf.Tensor) => tf.mul(tf.mul(0.5, x), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))))

/** The layer's activation, number by number; x itself where its kind has none. ELU has α = 1 (Clevert et al. 2016). */
export function activation(layer: LayerRecipe): (x: tf.Tensor) => tf.Tensor {
  const activate = functionOf(layer)
  return (x) => inKey('activation', () => activate(x))
}

function functionOf(layer: LayerRecipe): (x: tf.Tensor) => tf.Tensor {
  switch (activationOf(layer)) {
    case 'linear':
      return (x) => x
    case 'relu':
      return tf.relu
    case 'leakyRelu': {
      const slope = ('slope' in layer ? layer.slope : undefined) ?? defaultSlope
      return (x) => tf.leakyRelu(x, slope)
    }
    case 'tanh':
      return tf.tanh
    case 'sigmoid':
      return tf.sigmoid
    case 'elu':
      return tf.elu
    case 'gelu':
      return gelu
    case 'softplus':
      return tf.softplus
  }
}
