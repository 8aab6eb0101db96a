import { Report, constant, random } from './check.ts'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, describe, expect, test } from 'vitest'
import { layerKinds, type LayerKind } from '../../../src/contract/recipe/layers.ts'
import { tryNetwork } from './networks.ts'

const report = new Report('Derivatives of layers')
afterAll(() => report.write())

interface Case {
  width: number
  layers: object[]
}

const image = (layer: object): Case => ({ width: 32, layers: [{ reshape: [4, 4, 2] }, layer] })

/** Networks of a few smooth layers in which each kind takes part. */
const cases: Record<LayerKind, Record<string, Case>> = {
  dense: {
    plain: { width: 4, layers: [{ dense: 3, activation: 'tanh' }, { dense: 2 }] },
    'without bias': { width: 3, layers: [{ dense: 4, bias: false, activation: 'softplus' }, { dense: 1 }] },
  },
  conv: {
    'stride 2': image({ conv: 3, kernel: 3, stride: 2, activation: 'tanh' }),
    'every pixel, without bias': image({ conv: 2, kernel: 2, stride: 1, bias: false, activation: 'sigmoid' }),
    'no padding': image({ conv: 2, kernel: 3, stride: 1, padding: 'valid', activation: 'elu' }),
  },
  convTranspose: {
    'stride 2': { width: 8, layers: [{ reshape: [2, 2, 2] }, { convTranspose: 2, kernel: 4, activation: 'tanh' }] },
    'no padding': {
      width: 8,
      layers: [
        { reshape: [2, 2, 2] },
        { convTranspose: 2, kernel: 3, stride: 1, padding: 'valid', activation: 'gelu' },
      ],
    },
  },
  batchNorm: {
    'of units': { width: 4, layers: [{ dense: 3 }, { batchNorm: true, activation: 'tanh' }, { dense: 2 }] },
    'of channels': image({ batchNorm: true, activation: 'softplus' }),
  },
  layerNorm: {
    'of units': { width: 4, layers: [{ dense: 5 }, { layerNorm: true, activation: 'tanh' }, { dense: 2 }] },
    'of images': image({ layerNorm: true, activation: 'gelu' }),
  },
  dropout: {
    'half of it': { width: 4, layers: [{ dense: 8, activation: 'tanh' }, { dropout: 0.5 }, { dense: 2 }] },
  },
  flatten: {
    'after an image': {
      width: 32,
      layers: [{ reshape: [4, 4, 2] }, { conv: 2, activation: 'tanh' }, { flatten: true }, { dense: 2 }],
    },
  },
  reshape: {
    'to an image and back': {
      width: 4,
      layers: [{ dense: 8, activation: 'tanh' }, { reshape: [2, 2, 2] }, { reshape: [8] }, { dense: 2 }],
    },
  },
}

test('every kind of layer has a case', () => expect(Object.keys(cases).sort()).toEqual([...layerKinds].sort()))

const batch = 3
const all = Object.entries(cases).flatMap(([kind, own]) =>
  Object.entries(own).map(([name, one]) => [`${kind}, ${name}`, one] as const),
)

describe.each(all)('%s', (name, { layers, width }) => {
  const tried = tryNetwork(name, layers, width, batch)
  const at = [tried.rows, ...tried.parameters]
  test.each(['train', 'evaluate'] as const)(
    'is right to second order by parameters and input: %s',
    (how) =>
      report.expectRight({
        at,
        compute: ([rows, ...parameters]) => {
          const output = tried[how](parameters, rows!)
          const weights = constant(random(`${name} weights`, output.size), output.shape)
          return tf.sum(tf.mul(tf.square(output), weights))
        },
      }),
    60_000,
  )
})
