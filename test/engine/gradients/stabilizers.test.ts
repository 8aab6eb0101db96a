import { Report, constant, random } from './check.ts'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, describe, expect, test } from 'vitest'
import { stabilizerSchema } from '../../../src/contract/recipe/stabilizers.ts'
import { makePenalty } from '../../../src/engine/regularizers/index.ts'
import { packed, packRows } from '../../../src/engine/stabilizers/packing.ts'
import { spectrallyNormalized } from '../../../src/engine/stabilizers/spectralNorm.ts'
import { regularizerSchema } from '../../../src/contract/recipe/regularizers.ts'
import { tryNetwork } from './networks.ts'

const report = new Report('Derivatives through spectral normalisation and packs')
afterAll(() => report.write())

test('every stabiliser that changes a derivative has a check', () => {
  // Labels: with the losses. Noise is added to what D sees, and the average is of what training leaves.
  const checked = ['labelSmoothing', 'instanceNoise', 'averagedGenerator', 'spectralNorm', 'packing']
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

/** D's of packs of four rows of two numbers, and of two images of 4 × 4 as two channels. */
const judges = {
  'dense layers': { size: 4, width: 2, layers: [{ dense: 4, activation: 'tanh' }, { dense: 1 }] },
  convolutions: {
    size: 2,
    width: 16,
    layers: [
      { reshape: [4, 4, 2] },
      { conv: 2, kernel: 3, stride: 2, activation: 'tanh' },
      { flatten: true },
      { dense: 1 },
    ],
  },
}

describe.each(Object.entries(judges))('packs before %s', (name, { size, width, layers }) => {
  const tried = tryNetwork(`packs ${name}`, layers, size * width, 2)
  const rows = { shape: [2 * size, width], values: random(`packs ${name} rows`, 2 * size * width) }

  test('are right to second order by every example of a pack', () =>
    report.expectRight({
      at: [rows, ...tried.parameters],
      compute: ([x, ...parameters]) => tf.sum(tf.square(tried.evaluate(parameters, packed(x as tf.Tensor2D, size)))),
    }))

  test.each(regularizerSchema.options.map((option) => option.parse({ kind: option.shape.kind.value })))(
    'are right to second order under $kind, which reads the gradient by whole packs',
    (recipe) => {
      const penalty = makePenalty(recipe)
      const fake = constant(random(`packs ${name} fakes`, 2 * size * width), [2 * size, width]) as tf.Tensor2D
      return report.expectRight({
        at: [rows, ...tried.parameters],
        compute: ([x, ...parameters]) => {
          const noise = penalty.noise.map(({ stream, shape }) => {
            const drawn = shape(2, size * width)
            return constant(
              random(stream, drawn[0]! * drawn[1]!).map((value) => 1 / (1 + Math.exp(-value))),
              drawn,
            )
          })
          const seen = { real: packed(x as tf.Tensor2D, size), fake: packed(fake, size), noise }
          const value = penalty.value((packs) => tried.evaluate(parameters, packs), seen)
          // A penalty alone does not depend on the last bias.
          const squares = [x!, ...parameters].map((one) => tf.mul(0.01, tf.sum(tf.square(one))))
          return squares.reduce((sum, one) => tf.add(sum, one), value)
        },
      })
    },
    60_000,
  )
})

test('the images of a pack are the channels of one image; too few for a last pack are left out', () => {
  const rows = Float32Array.from({ length: 10 }, (_, index) => index)
  expect([...packRows(rows, 2, 2)]).toEqual([0, 2, 1, 3, 4, 6, 5, 7])
  const together = packed(tf.tensor2d(rows.subarray(0, 8), [4, 2]), 2)
  expect(together.shape).toEqual([2, 4])
  expect([...together.dataSync()]).toEqual([0, 2, 1, 3, 4, 6, 5, 7])
})
