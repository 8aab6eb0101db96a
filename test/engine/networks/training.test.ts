import * as tf from '@tensorflow/tfjs-core'
import { expect, test } from 'vitest'
import { layerSchema } from '../../../src/contract/recipe/layers.ts'
import { judgingPasses } from '../../../src/engine/families/trainingPass.ts'
import { makeNetwork } from '../../../src/engine/networks/network.ts'
import { Training } from '../../../src/engine/training.ts'
import { smallRecipe } from '../recipes.ts'

const dropping = (rate: number) =>
  smallRecipe({
    generator: [{ dense: 6, activation: 'tanh' }, { dense: 2 }],
    discriminator: [{ dense: 7, activation: 'tanh' }, { dropout: rate }, { dense: 1 }],
  })

test('dropout’s numbers come from a stream of their own, which a checkpoint keeps', async () => {
  const training = await Training.start(dropping(0.5), { backend: 'cpu' })
  await training.advance(2)
  const { streams } = training.checkpoint().state as { streams: Record<string, number> }
  const without = await Training.start(dropping(0), { backend: 'cpu' })
  await without.advance(2)
  const plain = (without.checkpoint().state as { streams: Record<string, number> }).streams
  // Each of 2 steps draws [2 · 16, 7] for both halves in D's step and [16, 7] in G's, four numbers a block.
  expect(streams).toEqual({ ...plain, dropout: (2 * (32 * 7 + 16 * 7)) / 4 })
  training.dispose()
  without.dispose()
})

const normalized = () =>
  smallRecipe({
    generator: [{ dense: 6 }, { batchNorm: true, activation: 'tanh' }, { dense: 2 }],
    discriminator: [{ dense: 7 }, { batchNorm: true, activation: 'tanh' }, { dense: 1 }],
  })

test('running statistics are state: in checkpoints, moved by training, left alone by pictures and samples', async () => {
  const training = await Training.start(normalized(), { backend: 'cpu' })
  const statistics = () =>
    Object.fromEntries(
      training
        .checkpoint()
        .tensors.filter(({ name }) => name.includes('running'))
        .map(({ name, values }) => [name, [...values]]),
    )
  const first = statistics()
  expect(Object.keys(first)).toEqual([
    'generator.1.runningMean',
    'generator.1.runningVariance',
    'discriminator.1.runningMean',
    'discriminator.1.runningVariance',
  ])
  await training.frame()
  await training.measure()
  expect(statistics()).toEqual(first)
  await training.advance(1)
  const second = statistics()
  for (const name of Object.keys(first)) expect(second[name]).not.toEqual(first[name])
  await training.frame()
  expect(statistics()).toEqual(second)
  training.dispose()
})

test('a batch that is normalised by itself is judged in two passes, the real examples’ first', () => {
  const network = makeNetwork([layerSchema.parse({ batchNorm: true })], 1)
  const { run, inputs } = judgingPasses('judged', network, 2)
  expect(inputs).toEqual([])
  const parameters = [tf.tensor1d([1]), tf.tensor1d([0])]
  const statistics = [tf.tensor1d([0]), tf.tensor1d([1])]
  const [real, fake] = [tf.tensor2d([[1], [3]]), tf.tensor2d([[10], [20]])]
  const judged = run(parameters, statistics, real, fake, {})
  const told = [...judged.output.dataSync()]
  // Each half has the mean 0 by itself; of both together only the whole would.
  for (const [index, sign] of [-1, 1, -1, 1].entries()) expect(told[index]).toBeCloseTo(sign, 4)
  expect(judged.statistics[0]!.dataSync()[0]).toBeCloseTo(0.9 * (0.1 * 2) + 0.1 * 15, 5)
})
