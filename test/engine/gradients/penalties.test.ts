import { Report, constant, random } from './check.ts'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, describe, test } from 'vitest'
import { regularizerSchema } from '../../../src/contract/recipe/regularizers.ts'
import { makePenalty } from '../../../src/engine/regularizers/index.ts'
import { sizeOf } from '../../../src/engine/stateTensor.ts'
import { tryNetwork } from './networks.ts'

const report = new Report('Derivatives of penalties')
afterAll(() => report.write())

const batch = 3

/** Discriminators of every kind of layer that a penalty bears, all of them smooth. */
const discriminators = {
  'dense layers': {
    width: 2,
    layers: [{ dense: 4, activation: 'tanh' }, { dense: 3, activation: 'sigmoid' }, { dense: 1 }],
  },
  'layer norm': {
    width: 3,
    layers: [{ dense: 4, activation: 'softplus' }, { layerNorm: true, activation: 'gelu' }, { dense: 1 }],
  },
  convolutions: {
    width: 16,
    layers: [
      { reshape: [4, 4, 1] },
      { conv: 2, kernel: 3, stride: 2, activation: 'tanh' },
      { flatten: true },
      { dense: 1 },
    ],
  },
}

const tensor = (name: string, shape: number[], from = (value: number) => value) =>
  constant(random(name, sizeOf(shape)).map(from), shape)

const recipes = regularizerSchema.options.map((option) => option.parse({ kind: option.shape.kind.value }))

describe.each(recipes.map((recipe) => [recipe.kind, recipe] as const))('%s', (kind, recipe) => {
  test.each(Object.entries(discriminators))(
    'is right to second order by D’s parameters: %s',
    (name, { layers, width }) => {
      const tried = tryNetwork(`${kind} ${name}`, layers, width, batch)
      const penalty = makePenalty(recipe)
      return report.expectRight({
        at: tried.parameters,
        compute: (parameters) => {
          const seen = {
            real: tensor('real', [batch, width]) as tf.Tensor2D,
            fake: tensor('fake', [batch, width]) as tf.Tensor2D,
            noise: penalty.noise.map(({ stream, draw, shape }) =>
              tensor(stream, shape(batch, width), draw === 'normal' ? undefined : (x) => 1 / (1 + Math.exp(-x))),
            ),
          }
          const value = penalty.value((examples) => tried.evaluate(parameters, examples), seen)
          // A penalty alone does not depend on the last bias.
          const squares = parameters.map((one) => tf.mul(0.01, tf.sum(tf.square(one))))
          return squares.reduce((sum, one) => tf.add(sum, one), value)
        },
      })
    },
    60_000,
  )
})
