import * as tf from '@tensorflow/tfjs-core'
import type { LayerOf } from '../../contract/recipe/layers.ts'
import { layerParameters } from '../../contract/recipe/parameters.ts'
import type { Shape } from '../../contract/recipe/shapes.ts'
import { activation } from './activations.ts'
import type { Fans } from './initialization.ts'
import { steadyLayer, type Layer } from './layer.ts'

type ProductLayer = LayerOf<'dense' | 'conv' | 'convTranspose'>

/**
 * How many of a layer's inputs one of its outputs adds up, and how many outputs one input reaches, away from an
 * image's edges: what Glorot and Bengio (2010) and He et al. (2015) mean by fan in and fan out, strides included.
 */
function fansOf(layer: ProductLayer, inputs: number): Fans {
  if ('dense' in layer) return { in: inputs, out: layer.dense }
  const [whole, strided] = [layer.kernel ** 2, (layer.kernel / layer.stride) ** 2]
  return 'conv' in layer
    ? { in: whole * inputs, out: strided * layer.conv }
    : { in: strided * inputs, out: whole * layer.convTranspose }
}

/**
 * The layer's padding over the larger image of the two; "valid" where "same" adds no zeros. The two are then one, but
 * tfjs's WebAssembly kernel shifts the image where the stride is larger than the window by 2 or more.
 */
function paddingOf({ kernel, stride, padding }: LayerOf<'conv' | 'convTranspose'>, side: number): 'same' | 'valid' {
  const reached = (Math.ceil(side / stride) - 1) * stride + kernel
  return padding === 'same' && reached > side ? 'same' : 'valid'
}

/** The layer's product with its weight. x is [batch, in], or [batch, height, width, in]. */
function multiply(layer: ProductLayer, input: Shape, output: Shape): (x: tf.Tensor, weight: tf.Tensor) => tf.Tensor {
  if ('dense' in layer) return (x, weight) => tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D)
  const { stride } = layer
  const padding = paddingOf(layer, ('conv' in layer ? input : output)[0]!)
  if ('conv' in layer) return (x, weight) => tf.conv2d(x as tf.Tensor4D, weight as tf.Tensor4D, stride, padding)
  const [height, width, channels] = output as [number, number, number]
  return (x, weight) =>
    tf.conv2dTranspose(x as tf.Tensor4D, weight as tf.Tensor4D, [x.shape[0]!, height, width, channels], stride, padding)
}

/** A dense layer, a convolution or a transposed one: product, bias, activation. */
export function productLayer(layer: ProductLayer, input: Shape, output: Shape): Layer {
  const [apply, activate] = [multiply(layer, input, output), activation(layer)]
  const fans = fansOf(layer, input.at(-1)!)
  const parameters = layerParameters(layer, input).map(({ name, shape }) => ({
    name,
    shape,
    start: name === 'weight' ? fans : ('zero' as const),
  }))
  return steadyLayer(output, parameters, ([weight, bias], x) => {
    const product = apply(x, weight!)
    return activate(bias ? tf.add(product, bias) : product)
  })
}
