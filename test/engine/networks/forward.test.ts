import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { layerSchema } from '../../../src/contract/recipe/layers.ts'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { makeNetwork } from '../../../src/engine/networks/network.ts'
import cases from './reference.json' with { type: 'json' }

beforeAll(() => loadBackend('cpu'))

const parsed = (layers: unknown[]) => layers.map((layer) => layerSchema.parse(layer))

test.each(cases)('gives what NumPy gives: $name', ({ layers, x, parameters, output }) => {
  const network = makeNetwork(parsed(layers), x[0]!.length)
  const values = network.parameters.map(({ shape }, index) => tf.tensor(parameters[index]!, shape))
  const statistics = network.statistics.map(({ shape }) => tf.zeros(shape))
  const made = network.train(values, tf.tensor2d(x), { statistics, noise: [] }).output
  expect(made.shape).toEqual([x.length, output[0]!.length])
  const told = made.dataSync()
  for (const [index, value] of output.flat().entries()) {
    // 1.5e-7 is what plain JavaScript's erf strays from the true one.
    expect(Math.abs(told[index]! - value)).toBeLessThan(2e-6 * (1 + Math.abs(value)))
  }
})

test('running statistics follow PyTorch’s rule, the variance unbiased, and are what evaluation goes by', () => {
  const [momentum, epsilon] = [0.25, 1e-3]
  const network = makeNetwork(parsed([{ batchNorm: true, momentum, epsilon }]), 1)
  const parameters = [tf.tensor1d([2]), tf.tensor1d([-1])]
  let statistics: tf.Tensor[] = network.statistics.map(({ start }) => tf.tensor1d([start]))
  for (const batch of [
    [1, 3, 8],
    [0, 2, 4],
  ]) {
    const x = tf.tensor2d(batch, [3, 1])
    statistics = network.train(parameters, x, { statistics, noise: [] }).statistics
  }
  // Means 4 and 2; unbiased variances 13 and 4.
  const mean = 0.75 * (0.75 * 0 + 0.25 * 4) + 0.25 * 2
  const variance = 0.75 * (0.75 * 1 + 0.25 * 13) + 0.25 * 4
  expect(statistics[0]!.dataSync()[0]).toBeCloseTo(mean, 6)
  expect(statistics[1]!.dataSync()[0]).toBeCloseTo(variance, 6)
  const [told] = network.evaluate(parameters, statistics, tf.tensor2d([[5]])).dataSync()
  expect(told).toBeCloseTo((2 * (5 - mean)) / Math.sqrt(variance + epsilon) - 1, 5)
})

test('dropout drops where its noise is below the rate, grows the rest, and does nothing in evaluation', () => {
  const network = makeNetwork(parsed([{ dropout: 0.25 }]), 4)
  expect(network.noise).toEqual([{ name: '0.mask', shape: [4] }])
  const x = tf.tensor2d([[1, 2, 3, 4]])
  const noise = [tf.tensor2d([[0.1, 0.3, 0.24, 0.9]])]
  expect([...network.train([], x, { statistics: [], noise }).output.dataSync()]).toEqual([
    0,
    expect.closeTo(2 / 0.75, 5),
    0,
    expect.closeTo(4 / 0.75, 5),
  ])
  expect([...network.evaluate([], [], x).dataSync()]).toEqual([1, 2, 3, 4])
})
