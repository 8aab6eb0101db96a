import * as tf from '@tensorflow/tfjs-core'
import type { NamedTensor } from '../../contract/engine.ts'
import type { LayerRecipe } from '../../contract/recipe/layers.ts'
import { networkShapes, sizeOfShape, type Shape } from '../../contract/recipe/shapes.ts'
import type { InitializationRecipe } from '../../contract/recipe/schema.ts'
import { partOf } from '../origins.ts'
import type { RandomStream } from '../random/stream.ts'
import { dropoutLayer } from './dropout.ts'
import { drawParameter } from './initialization.ts'
import { steadyLayer, type Given, type Layer, type NamedShape, type Parameter } from './layer.ts'
import { batchNormLayer, layerNormLayer } from './normalization.ts'
import { productLayer } from './product.ts'

/** A network as pure functions of its parameters, from rows [batch, in] to rows [batch, out]. */
export interface Network {
  /** "0.weight" ([in, out] of a dense layer), "0.bias", "1.scale", "1.shift", …: layer by layer. */
  readonly parameters: readonly Parameter[]
  /** State that is not trained: "1.runningMean" and "1.runningVariance" of a batch normalisation. */
  readonly statistics: Layer['statistics']
  /** Numbers drawn for each pass in training, evenly spread over (0, 1): shapes without the batch. */
  readonly noise: readonly NamedShape[]
  /**
   * Whether in training an example's output depends on the others of its batch. Real and fake examples then have to
   * be judged in two passes, as the papers do; else one pass of both gives the same.
   */
  readonly mixesExamples: boolean
  /** A pass in training: its rows, and the statistics with the batch taken in. Disposes nothing it was given. */
  train(
    parameters: readonly tf.Tensor[],
    x: tf.Tensor2D,
    given: Given,
  ): { output: tf.Tensor2D; statistics: tf.Tensor[] }
  /** A pass outside training, for pictures and measures: by the statistics kept, without noise. */
  evaluate(parameters: readonly tf.Tensor[], statistics: readonly tf.Tensor[], x: tf.Tensor2D): tf.Tensor2D
}

function makeLayer(layer: LayerRecipe, input: Shape, output: Shape): Layer {
  if ('dense' in layer || 'conv' in layer || 'convTranspose' in layer) return productLayer(layer, input, output)
  if ('batchNorm' in layer) return batchNormLayer(layer, input)
  if ('layerNorm' in layer) return layerNormLayer(layer, input)
  if ('dropout' in layer) return dropoutLayer(layer, input)
  return steadyLayer(output, [], (_, x) => tf.reshape(x, [x.shape[0]!, ...output]))
}

type Part = 'parameters' | 'statistics' | 'noise'

/** Where each layer's share of a flat list begins; the last entry is the list's length. */
function startsOf(layers: readonly Layer[], part: Part): number[] {
  const starts = [0]
  for (const layer of layers) starts.push(starts.at(-1)! + layer[part].length)
  return starts
}

const asRows = (x: tf.Tensor): tf.Tensor2D =>
  x.shape.length === 2 ? (x as tf.Tensor2D) : tf.reshape(x, [x.shape[0]!, x.size / x.shape[0]!])

/**
 * A network of the recipe's layers, fed rows of `inputWidth` numbers. The layers fit together: see networkShapes. `role`
 * is the network's key in the recipe, by which what its layers can't compute is named.
 */
export function makeNetwork(recipe: readonly LayerRecipe[], inputWidth: number, role = 'network'): Network {
  const { shapes } = networkShapes(recipe, [inputWidth])
  const layers = recipe.map((layer, index) =>
    partOf([role, index], makeLayer(layer, shapes[index - 1] ?? [inputWidth], shapes[index]!)),
  )
  const starts = {
    parameters: startsOf(layers, 'parameters'),
    statistics: startsOf(layers, 'statistics'),
    noise: startsOf(layers, 'noise'),
  }
  const named = <T extends NamedShape>(of: (layer: Layer) => readonly T[]): T[] =>
    layers.flatMap((layer, index) => of(layer).map((one) => ({ ...one, name: `${index}.${one.name}` })))
  const share = (part: Part, values: readonly tf.Tensor[], index: number) =>
    values.slice(starts[part][index], starts[part][index + 1])

  return {
    parameters: named((layer) => layer.parameters),
    statistics: named((layer) => layer.statistics),
    noise: named((layer) => layer.noise),
    mixesExamples: layers.some((layer) => layer.mixesExamples),
    train(parameters, x, { statistics, noise }) {
      let output: tf.Tensor = x
      const taken = layers.flatMap((layer, index) => {
        const pass = layer.train(share('parameters', parameters, index), output, {
          statistics: share('statistics', statistics, index),
          noise: share('noise', noise, index),
        })
        output = pass.output
        return pass.statistics
      })
      return { output: asRows(output), statistics: taken }
    },
    evaluate(parameters, statistics, x) {
      const output = layers.reduce<tf.Tensor>(
        (input, layer, index) =>
          layer.evaluate(share('parameters', parameters, index), share('statistics', statistics, index), input),
        x,
      )
      return asRows(output)
    },
  }
}

/** Fresh parameters of a network, in its order. */
export function initialParameters(network: Network, recipe: InitializationRecipe, stream: RandomStream): NamedTensor[] {
  return network.parameters.map(({ name, shape, start }) => ({
    name,
    shape: [...shape],
    values: drawParameter(recipe, shape, start, stream),
  }))
}

/** A network's statistics before its first step, in its order. */
export function initialStatistics(network: Network): NamedTensor[] {
  return network.statistics.map(({ name, shape, start }) => ({
    name,
    shape: [...shape],
    values: new Float32Array(sizeOfShape(shape)).fill(start),
  }))
}
