import * as tf from '@tensorflow/tfjs-core'
import type { LayerOf } from '../../contract/recipe/layers.ts'
import { layerParameters } from '../../contract/recipe/parameters.ts'
import type { Shape } from '../../contract/recipe/shapes.ts'
import { activation } from './activations.ts'
import { steadyLayer, type Layer, type Parameter } from './layer.ts'

function parametersOf(layer: LayerOf<'batchNorm' | 'layerNorm'>, input: Shape): Parameter[] {
  return layerParameters(layer, input).map(({ name, shape }) => ({
    name,
    shape,
    start: name === 'scale' ? 'scale' : 'zero',
  }))
}

/** Deviations over their standard deviation, times the scale, plus the shift. */
function normalize(
  centred: tf.Tensor,
  variance: tf.Tensor,
  epsilon: number,
  [scale, shift]: readonly tf.Tensor[],
): tf.Tensor {
  const inverse = tf.rsqrt(tf.add(variance, epsilon))
  // Where both are one number a channel they become one factor first: one pass over the images less.
  const scaled =
    inverse.rank === 1 ? tf.mul(centred, tf.mul(inverse, scale!)) : tf.mul(tf.mul(centred, inverse), scale!)
  return tf.add(scaled, shift!)
}

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of the last axis over all others. In training by the batch's own mean
 * and (biased) variance; outside it by running ones. As in PyTorch, every pass in training takes its batch into them:
 * running ← (1 − momentum) · running + momentum · batch, with the unbiased variance.
 */
export function batchNormLayer(layer: LayerOf<'batchNorm'>, input: Shape): Layer {
  const { momentum, epsilon } = layer
  const activate = activation(layer)
  const channels = input.at(-1)!
  const axes = input.map((_, axis) => axis)
  return {
    output: input,
    parameters: parametersOf(layer, input),
    statistics: [
      { name: 'runningMean', shape: [channels], start: 0 },
      { name: 'runningVariance', shape: [channels], start: 1 },
    ],
    noise: [],
    mixesExamples: true,
    train(parameters, x, { statistics }) {
      const count = x.size / channels
      const mean = tf.mean(x, axes)
      const centred = tf.sub(x, mean)
      const variance = tf.mean(tf.square(centred), axes)
      const taken = [mean, tf.mul(variance, count / (count - 1))]
      return {
        output: activate(normalize(centred, variance, epsilon, parameters)),
        statistics: taken.map((batch, index) =>
          tf.add(tf.mul(statistics[index]!, 1 - momentum), tf.mul(batch, momentum)),
        ),
      }
    },
    evaluate(parameters, [mean, variance], x) {
      return activate(normalize(tf.sub(x, mean!), variance!, epsilon, parameters))
    },
  }
}

/** Layer normalisation (Ba et al. 2016): each example by the mean and variance of all its numbers. */
export function layerNormLayer(layer: LayerOf<'layerNorm'>, input: Shape): Layer {
  const activate = activation(layer)
  const axes = input.map((_, axis) => axis + 1)
  return steadyLayer(input, parametersOf(layer, input), (parameters, x) => {
    const centred = tf.sub(x, tf.mean(x, axes, true))
    return activate(normalize(centred, tf.mean(tf.square(centred), axes, true), layer.epsilon, parameters))
  })
}
