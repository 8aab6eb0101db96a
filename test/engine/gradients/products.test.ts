import '../reference/doublePrecision.ts'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { RandomStream } from '../../../src/engine/random/stream.ts'

const logistic = (x: number) => 1 / (1 + Math.exp(-x))

const close = (told: ArrayLike<number>, expected: number[]) => {
  expect(told.length).toBe(expected.length)
  for (const [index, value] of expected.entries()) expect(told[index]).toBeCloseTo(value, 5)
}

beforeAll(() => loadBackend('cpu'))

test('softplus is right far from 0, where its exponential would overflow', () => {
  const x = tf.tensor1d([-80, -20, 0, 20, 80])
  close(tf.softplus(x).dataSync(), [0, Math.exp(-20), Math.log(2), 20, 80])
  close(tf.grad(tf.softplus)(x).dataSync(), [0, logistic(-20), 0.5, 1, 1])
})

const random = (seed: number, size: number) =>
  tf.tensor2d(new RandomStream(seed, 'test').normal(new Float64Array(size * size)) as unknown as Float32Array, [
    size,
    size,
  ])

const moved = (x: tf.Tensor, index: number, by: number) =>
  tf.tensor2d(
    Float32Array.from(x.dataSync(), (value, i) => (i === index ? value + by : value)),
    x.shape as [number, number],
  )

/** Of a polynomial of second degree in each entry, central differences are exact but for rounding. */
const slope = (f: (x: tf.Tensor) => number, x: tf.Tensor, index: number) =>
  f(moved(x, index, 0.5)) - f(moved(x, index, -0.5))

const near = (told: number, expected: number) =>
  expect(Math.abs(told - expected)).toBeLessThan(1e-8 * (1 + Math.abs(expected)))

// Above some size operands are transposed before the product.
describe.each([3, 32])('a product of matrices of %i', (size) => {
  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('transposed or not: %s, %s: right to second order', (ta, tb) => {
    const [a, b] = [random(1, size), random(2, size)]
    const f = (x: tf.Tensor, y: tf.Tensor) => tf.sum(tf.square(tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D, ta, tb)))
    const at = (x: tf.Tensor, y: tf.Tensor) => f(x, y).dataSync()[0]!
    const [byA, byB] = tf.grads(f)([a, b])
    const norms = [
      (x: tf.Tensor) => tf.sum(tf.square(tf.grad((one: tf.Tensor) => f(one, b))(x))),
      (x: tf.Tensor) => tf.sum(tf.square(tf.grad((one: tf.Tensor) => f(a, one))(x))),
    ]
    for (const index of [0, 1, size, size * size - 1]) {
      near(
        byA!.dataSync()[index]!,
        slope((x) => at(x, b), a, index),
      )
      near(
        byB!.dataSync()[index]!,
        slope((y) => at(a, y), b, index),
      )
      for (const [which, norm] of norms.entries()) {
        const x = which === 0 ? a : b
        near(
          tf.grad(norm)(x).dataSync()[index]!,
          slope((one) => norm(one).dataSync()[0]!, x, index),
        )
      }
    }
  })
})
