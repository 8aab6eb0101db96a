import { checkDerivatives, constant, random } from './check.ts'
import { createRequire } from 'node:module'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerGradients } from '../../../src/engine/gradients/index.ts'
import { r1 } from '../../../src/engine/regularizers/r1.ts'
import { tryNetwork } from './networks.ts'

/** Puts tfjs's own rules in the place of ours: its layers package registers all of them as it is loaded. */
function takeStockRules(): void {
  const ofEngine = createRequire(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json'))
  ofEngine('@tensorflow/tfjs-layers')
}

const at = [{ shape: [4], values: Float64Array.of(-1.2, -0.4, 0.3, 1.1) }]
const activationsOf = { tanh: tf.tanh, sigmoid: tf.sigmoid, leakyRelu: (x: tf.Tensor) => tf.leakyRelu(x, 0.2) }
const checkOf = (apply: (x: tf.Tensor) => tf.Tensor) =>
  checkDerivatives({ at, compute: ([x]) => tf.sum(tf.mul(apply(x!), tf.tensor1d([0.3, -1, 2, 0.7]))) })

function checkR1() {
  const layers = [{ dense: 4, activation: 'tanh' }, { dense: 3, activation: 'sigmoid' }, { dense: 1 }]
  const tried = tryNetwork('stock', layers, 2, 3)
  const real = () => constant(random('stock', 6), [3, 2]) as tf.Tensor2D
  return checkDerivatives({
    at: tried.parameters,
    compute: (parameters) => {
      const seen = { real: real(), fake: real(), noise: [] }
      const penalty = r1({ kind: 'r1', weight: 10 }).value((x) => tried.evaluate(parameters, x), seen)
      // What the rules cut off is unconnected otherwise, which would show by itself.
      const squares = parameters.map((one) => tf.mul(0.01, tf.sum(tf.square(one))))
      return squares.reduce((sum, one) => tf.add(sum, one), penalty)
    },
  })
}

test('with our rules everything is right', async () => {
  for (const apply of Object.values(activationsOf)) expect((await checkOf(apply)).second).toBeLessThan(1e-6)
  expect((await checkR1()).first).toBeLessThan(1e-6)
}, 60_000)

describe('with tfjs’s own rules the check finds', () => {
  beforeAll(takeStockRules)
  afterAll(registerGradients)

  test.each(['tanh', 'sigmoid'] as const)('the wrong second derivative of %s', async (kind) => {
    const { first, second } = await checkOf(activationsOf[kind])
    expect(first).toBeLessThan(1e-6)
    expect(second).toBeGreaterThan(0.05)
  })

  test('the wrong gradient of a penalty through them', async () => {
    expect((await checkR1()).first).toBeGreaterThan(0.05)
  })

  test('the missing second derivative of leaky ReLU', async () => {
    await expect(checkOf(activationsOf.leakyRelu)).rejects.toThrow('gradient function not found')
  })
})
