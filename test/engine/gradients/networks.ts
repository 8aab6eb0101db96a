import type * as tf from '@tensorflow/tfjs-core'
import { layerSchema, type LayerRecipe } from '../../../src/contract/recipe/layers.ts'
import { makeNetwork, type Network } from '../../../src/engine/networks/network.ts'
import { sizeOf } from '../../../src/engine/stateTensor.ts'
import { constant, random } from './check.ts'

/** A recipe's layers with every default filled in. */
const layersOf = (layers: readonly object[]): LayerRecipe[] => layers.map((layer) => layerSchema.parse(layer))

export interface TriedNetwork {
  network: Network
  /** Places to look at: parameters around 0, scales around 1. */
  parameters: { shape: number[]; values: Float64Array }[]
  /** A batch of rows. */
  rows: { shape: number[]; values: Float64Array }
  /** A pass in training, with the same noise and statistics every time. */
  train(parameters: readonly tf.Tensor[], rows: tf.Tensor): tf.Tensor2D
  /** A pass outside training, by statistics that are not those of the batch. */
  evaluate(parameters: readonly tf.Tensor[], rows: tf.Tensor): tf.Tensor2D
}

/** A network with parameters, rows, noise and statistics of normal numbers; the names of the streams begin with `name`. */
export function tryNetwork(
  name: string,
  layers: readonly object[],
  width: number,
  batch: number,
  change = (network: Network) => network,
): TriedNetwork {
  const network = change(makeNetwork(layersOf(layers), width))
  const drawn = (of: string, shape: number[], from: (value: number) => number) =>
    constant(random(`${name} ${of}`, sizeOf(shape)).map(from), shape)
  const noise = () =>
    network.noise.map((one) => drawn(one.name, [batch, ...one.shape], (value) => 1 / (1 + Math.exp(-value))))
  const statistics = () => network.statistics.map((one) => drawn(one.name, one.shape, (value) => 0.5 + value ** 2))
  return {
    network,
    parameters: network.parameters.map(({ name: own, shape, start }) => ({
      shape: [...shape],
      values: random(`${name} ${own}`, sizeOf(shape), 0.7).map((value) => (start === 'scale' ? 1 + value / 2 : value)),
    })),
    rows: { shape: [batch, width], values: random(`${name} rows`, batch * width) },
    train: (parameters, rows) =>
      network.train(parameters, rows as tf.Tensor2D, { statistics: statistics(), noise: noise() }).output,
    evaluate: (parameters, rows) => network.evaluate(parameters, statistics(), rows as tf.Tensor2D),
  }
}
