import './reference/doublePrecision.ts'
import { describe, expect, test } from 'vitest'
import { judgedWidth, outputWidth } from '../../src/contract/recipe/facts.ts'
import { regularizerFact, type RegularizerKind } from '../../src/contract/recipe/regularizers.ts'
import type { GanRecipe } from '../../src/contract/recipe/schema.ts'
import { findStabilizer, packSize } from '../../src/contract/recipe/stabilizers.ts'
import { Training } from '../../src/engine/training.ts'
import { preset, smallRecipe } from './recipes.ts'
import { follow } from './reference/follow.ts'

/** Rounding of double precision over a few steps. */
const tolerance = 1e-8

/** Trains a few steps beside the reference and compares every number a step tells, and the weights at the end. */
async function compare(recipe: GanRecipe, steps: number): Promise<void> {
  const training = await Training.start(recipe, { backend: 'cpu' })
  const { gan, history } = follow(recipe, training.checkpoint(), steps)
  for (const { discriminator, generator } of history) {
    const metrics = (await training.advance())[0]!
    if (outputWidth(recipe.discriminator, judgedWidth(recipe)) === 2) {
      const right = [
        discriminator.real.filter(([fake, real]) => real! > fake!),
        discriminator.fake.filter(([fake, real]) => real! <= fake!),
      ].map((rows) => (rows.length * packSize(recipe.stabilizers)) / recipe.schedule.batch)
      expect([metrics['accuracy.real'], metrics['accuracy.fake']]).toEqual(right)
      expect(metrics['accuracy']).toBeCloseTo((right[0]! + right[1]!) / 2, 12)
    }
    const penalties = Object.entries(discriminator.penalties).map(([kind, expected]) => {
      const { series } = regularizerFact(kind as RegularizerKind)
      return [metrics[series!]!, expected] as const
    })
    const added = penalties.reduce((sum, [, expected]) => sum + expected, 0)
    const pairs = [
      [metrics['loss.discriminator']!, discriminator.objective + added],
      [metrics['loss.generator']!, generator.loss],
      [metrics['value']!, -discriminator.objective],
      ...penalties,
      [metrics['gradient.discriminator']!, discriminator.norm],
      [metrics['gradient.generator']!, generator.norm],
    ] as const
    for (const [told, expected] of pairs) expect(Math.abs(told - expected)).toBeLessThan(tolerance)
  }
  const { tensors } = training.checkpoint()
  for (const [role, layers] of Object.entries({ generator: gan.generator, discriminator: gan.discriminator })) {
    for (const [index, { weight, bias }] of layers.entries()) {
      const read = (name: string) => [...tensors.find((one) => one.name === `${role}.${index}.${name}`)!.values]
      const told = [...read('weight'), ...read('bias')]
      const expected = [...weight.flat(), ...bias]
      expect(told).toHaveLength(expected.length)
      const furthest = Math.max(...told.map((value, at) => Math.abs(value - expected[at]!)))
      expect(furthest).toBeLessThan(tolerance)
    }
  }
  if (findStabilizer(recipe.stabilizers, 'averagedGenerator')) {
    const told = tensors
      .filter(({ name }) => name.startsWith('average.generator.'))
      .flatMap(({ values }) => [...values])
    expect(told).toHaveLength(gan.average.length)
    expect(Math.max(...told.map((value, at) => Math.abs(value - gan.average[at]!)))).toBeLessThan(tolerance)
  }
  training.dispose()
}

const twoOutputs = [{ dense: 7, activation: 'tanh' }, { dense: 2 }]
const cases = [
  ['nonSaturating, one output', { loss: { kind: 'nonSaturating' } }],
  ['nonSaturating, two outputs', { loss: { kind: 'nonSaturating' }, discriminator: twoOutputs }],
  ['minimax, one output', { loss: { kind: 'minimax' } }],
  ['minimax, two outputs', { loss: { kind: 'minimax' }, discriminator: twoOutputs }],
  ['leastSquares', { loss: { kind: 'leastSquares' } }],
  ['hinge', { loss: { kind: 'hinge' } }],
  ['hinge, outputs past its margins', { loss: { kind: 'hinge' }, initialization: { kind: 'normal', sd: 2 } }],
  ['wasserstein with clipping', { loss: { kind: 'wasserstein', clip: 0.05 } }],
] as const

const packsOfThree = { stabilizers: [{ kind: 'packing', size: 3 }], schedule: { batch: 12, discriminatorSteps: 2 } }

/** Whatever changes what D sees or aims at, or what is drawn from; over a schedule that ends within the steps tried. */
const stabilized = [
  ['labels smoothed', { stabilizers: [{ kind: 'labelSmoothing', real: 0.8 }] }],
  ['labels smoothed, two outputs', { discriminator: twoOutputs, stabilizers: [{ kind: 'labelSmoothing' }] }],
  ['least squares with labels smoothed', { loss: { kind: 'leastSquares' }, stabilizers: [{ kind: 'labelSmoothing' }] }],
  ['instance noise', { stabilizers: [{ kind: 'instanceNoise', sd: 0.4, until: 0.1 }] }],
  ['averaged generator', { stabilizers: [{ kind: 'averagedGenerator', decay: 0.7 }] }],
  ['packs of two', { stabilizers: [{ kind: 'packing' }] }],
  ['packs of three, two outputs', { ...packsOfThree, discriminator: twoOutputs }],
  [
    'packs of three, every penalty, blurred and with labels smoothed',
    {
      ...packsOfThree,
      regularizers: [{ kind: 'gradientPenalty', weight: 2 }, { kind: 'r1' }, { kind: 'dragan', weight: 2, sd: 0.3 }],
      stabilizers: [...packsOfThree.stabilizers, { kind: 'instanceNoise' }, { kind: 'labelSmoothing' }],
    },
  ],
  [
    'all of them with a penalty',
    {
      regularizers: [{ kind: 'r1' }],
      stabilizers: [{ kind: 'instanceNoise' }, { kind: 'labelSmoothing' }, { kind: 'averagedGenerator' }],
      schedule: { discriminatorSteps: 2 },
    },
  ],
] as const

const unclipped = { kind: 'wasserstein', clip: null }
/** A penalty on recipes whose gradients are no differences of numbers that all but cancel. */
const penalized = [
  ['gradientPenalty', { loss: unclipped, regularizers: [{ kind: 'gradientPenalty' }] }],
  [
    'gradientPenalty, two outputs',
    { discriminator: twoOutputs, regularizers: [{ kind: 'gradientPenalty', weight: 3 }] },
  ],
  ['r1', { regularizers: [{ kind: 'r1', weight: 5 }] }],
  ['dragan', { regularizers: [{ kind: 'dragan', weight: 2, sd: 0.3 }] }],
  ['r1 with Wasserstein', { loss: unclipped, regularizers: [{ kind: 'r1' }] }],
  ['both', { loss: unclipped, regularizers: [{ kind: 'r1', weight: 0.5 }, { kind: 'gradientPenalty' }] }],
] as const

test('the first 20 steps of the preset “Linear Gaussian”', () => compare(preset('linear-gaussian'), 20))

describe('losses, gradients and steps agree with plain loops in double precision', () => {
  test.each(cases)('%s', (_name, changes) => compare(smallRecipe(changes), 5))

  test.each(stabilized)('%s', (_name, changes) => compare(smallRecipe(changes), 5))

  test.each(penalized)('%s', (_name, changes) => compare(smallRecipe(changes), 5))

  test('three discriminator steps with fresh numbers for the penalty at each', () => {
    const schedule = { steps: 30, batch: 16, discriminatorSteps: 3 }
    return compare(smallRecipe({ loss: unclipped, regularizers: [{ kind: 'gradientPenalty' }], schedule }), 3)
  })

  test('three discriminator steps, over the end of an epoch', () =>
    compare(smallRecipe({ schedule: { steps: 30, batch: 16, discriminatorSteps: 3 } }), 5))

  test('the same fakes for both', () =>
    compare(smallRecipe({ schedule: { steps: 30, batch: 16, fakeBatch: 'same' } }), 5))

  test('the same fakes for both, those of the last of three discriminator steps', () =>
    compare(smallRecipe({ schedule: { steps: 30, batch: 16, discriminatorSteps: 3, fakeBatch: 'same' } }), 5))

  test('relu, leaky ReLU and its slope', () => {
    const generator = [{ dense: 6, activation: 'relu' }, { dense: 2 }]
    const discriminator = [
      { dense: 8, activation: 'leakyRelu' },
      { dense: 5, activation: 'leakyRelu', slope: 0.1 },
      { dense: 1 },
    ]
    return compare(smallRecipe({ generator, discriminator }), 5)
  })

  test.each([
    ['sgd', { kind: 'sgd', learningRate: 0.1 }],
    ['sgd with momentum', { kind: 'sgd', learningRate: 0.1, momentum: 0.8 }],
    ['rmsprop', { kind: 'rmsprop', learningRate: 0.01 }],
    ['adam with other constants', { kind: 'adam', learningRate: 0.01, beta1: 0.5, beta2: 0.99, epsilon: 1e-3 }],
  ])('%s', (_name, optimizer) =>
    compare(smallRecipe({ optimizers: { generator: optimizer, discriminator: optimizer } }), 8),
  )
})
