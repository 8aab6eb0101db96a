import { Report, constant, random } from './check.ts'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, test } from 'vitest'
import { layerSchemas } from '../../../src/contract/recipe/layers.ts'
import { activation } from '../../../src/engine/networks/activations.ts'

const report = new Report('Derivatives of activations')
afterAll(() => report.write())

/** On both sides of every kink, none near one. */
const points = Float64Array.of(-3.1, -1.2, -0.4, 0.3, 1.1, 2.7)
const weights = random('weights', points.length)
const kinds = layerSchemas[0].shape.activation.unwrap().options

test.each(kinds)('%s is right to second order', (kind) => {
  const apply = activation({ dense: 1, activation: kind, ...(kind === 'leakyRelu' ? { slope: 0.3 } : {}) })
  return report.expectRight({
    at: [{ shape: [points.length], values: points }],
    compute: ([x]) => tf.sum(tf.mul(apply(x!), constant(weights, [points.length]))),
  })
})
