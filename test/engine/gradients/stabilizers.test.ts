import { Report, constant } from './check.ts'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, expect, test } from 'vitest'
import { stabilizerSchema } from '../../../src/contract/recipe/stabilizers.ts'
import { spectrallyNormalized } from '../../../src/engine/stabilizers/spectralNorm.ts'
import { tryNetwork } from './networks.ts'

const report = new Report('Derivatives through spectral normalisation')
afterAll(() => report.write())

test('every stabiliser that changes a derivative has a check', () => {
  // Labels: with the losses. Noise is added to what D sees, and the average is of what training leaves.
  const checked = ['labelSmoothing', 'instanceNoise', 'averagedGenerator', 'spectralNorm']
  expect(stabilizerSchema.options.map(({ shape }) => shape.kind.value).sort()).toEqual(checked.sort())
})

const networks = {
  'dense layers': { width: 4, layers: [{ dense: 5, activation: 'tanh' }, { dense: 1 }] },
  convolutions: {
    width: 32,
    layers: [
      { reshape: [4, 4, 2] },
      { conv: 3, kernel: 3, stride: 2, activation: 'tanh' },
      { flatten: true },
      { dense: 1 },
    ],
  },
}

// In training the directions turn with the weights, but derivatives take them as they are: see the test after this.
test.each(Object.entries(networks))(
  'spectral normalisation is right to second order where its directions stand still: %s',
  (name, { layers, width }) => {
    const tried = tryNetwork(`spectral ${name}`, layers, width, 3, spectrallyNormalized)
    return report.expectRight({
      at: [tried.rows, ...tried.parameters],
      compute: ([rows, ...parameters]) => tf.sum(tf.square(tried.evaluate(parameters, rows!))),
    })
  },
  60_000,
)

test('each pass in training takes a step of the power iteration, and its derivatives pass over it', () => {
  const { network, parameters, rows } = tryNetwork('power', [{ dense: 6 }], 4, 3, spectrallyNormalized)
  const values = parameters.map((one) => constant(one.values, one.shape))
  const x = constant(rows.values, rows.shape) as tf.Tensor2D
  const weight = parameters[0]!.values
  let kept = network.statistics.map(({ shape, start }) => tf.fill(shape, start))
  for (let step = 0; step < 200; step++) kept = network.train(values, x, { statistics: kept, noise: [] }).statistics
  const direction = Array.from(kept[0]!.dataSync())
  const across = Array.from({ length: 4 }, (_, row) =>
    direction.reduce((sum, value, column) => sum + value * weight[6 * row + column]!, 0),
  )
  const sigma = Math.hypot(...across)
  // A right singular vector: WᵀWv = σ²v.
  const back = direction.map((_, column) =>
    across.reduce((sum, value, row) => sum + value * weight[6 * row + column]!, 0),
  )
  back.forEach((value, index) => expect(value).toBeCloseTo(sigma ** 2 * direction[index]!, 8))
  const { output } = network.train(values, x, { statistics: kept, noise: [] })
  const plain = tf.add(tf.matMul(x, tf.div(values[0]!, sigma) as tf.Tensor2D), values[1]!)
  expect(tf.max(tf.abs(tf.sub(output, plain))).dataSync()[0]).toBeLessThan(1e-9)

  const lower = (how: 'train' | 'evaluate', statistics: tf.Tensor[]) =>
    tf.grads((...given) =>
      tf.sum(
        tf.square(
          how === 'train'
            ? network.train(given, x, { statistics, noise: [] }).output
            : network.evaluate(given, statistics, x),
        ),
      ),
    )(values)
  // Far from where the iteration ends, so that a derivative through it would show.
  const first = network.statistics.map(({ shape, start }) => tf.fill(shape, start))
  const next = network.train(values, x, { statistics: first, noise: [] }).statistics
  const [trained, evaluated] = [lower('train', first), lower('evaluate', next)]
  trained.forEach((one, index) => {
    expect(tf.max(tf.abs(tf.sub(one, evaluated[index]!))).dataSync()[0]).toBeLessThan(1e-12)
  })
})
