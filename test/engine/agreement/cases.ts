import type { Activation, LossKind, Recipe } from '../../../src/contract/recipe/schema.ts'
import { preset, smallRecipe } from '../recipes.ts'

/** Rate 0 leaves D as it is for G's gradient; β₁ = 0 leaves the gradient itself, to the bit, in Adam's tensor m. */
const watching = { kind: 'adam', learningRate: 0, beta1: 0 }

const oneStep = {
  optimizers: { generator: watching, discriminator: watching },
  schedule: { steps: 1, batch: 32, snapshots: 2 },
}

/** Narrow hidden layers, so that plain JavaScript keeps up; the 784 pixels stay. */
const narrowDigits = {
  data: { kind: 'digits', points: 200 },
  generator: [
    { dense: 24, activation: 'leakyRelu' },
    { dense: 32, activation: 'leakyRelu' },
    { dense: 784, activation: 'tanh' },
  ],
  discriminator: [{ dense: 32, activation: 'leakyRelu' }, { dense: 16, activation: 'leakyRelu' }, { dense: 1 }],
}

const presets: Record<string, Recipe> = {
  'preset linear-gaussian': preset('linear-gaussian', {
    ...oneStep,
    schedule: { ...oneStep.schedule, batch: 4, fakeBatch: 'same' },
  }),
  'preset ring': preset('ring', oneStep),
  'preset digits': preset('digits', { ...oneStep, ...narrowDigits }),
}

/**
 * Where D has not learnt anything yet, the gradient of its last bias is a difference of two halves that all but
 * cancel, in which rounding shows. With least squares they don't.
 */
const leastSquares = { kind: 'leastSquares' }

const losses: LossKind[] = ['nonSaturating', 'minimax', 'leastSquares', 'hinge', 'wasserstein']
const activations: Activation[] = ['linear', 'relu', 'leakyRelu', 'tanh', 'sigmoid']
const initializations = ['xavier', 'he', 'normal'] as const

function ring(changes: Record<string, unknown>, activation: Activation = 'tanh'): Recipe {
  return smallRecipe({
    data: { kind: 'ring', points: 256 },
    latent: { size: 5 },
    generator: [{ dense: 16, activation }, { dense: 12, activation }, { dense: 2 }],
    discriminator: [{ dense: 12, activation }, { dense: 16, activation }, { dense: 1 }],
    initialization: { kind: 'xavier' },
    seed: 3,
    ...oneStep,
    ...changes,
  })
}

const named = (entries: (readonly [string, Recipe])[]): Record<string, Recipe> => Object.fromEntries(entries)

/** Every preset, loss, activation and way to begin there is, one step each. */
export const firstSteps: Record<string, Recipe> = {
  ...presets,
  ...named(losses.map((kind) => [`loss ${kind}`, ring({ loss: { kind } })])),
  ...named(activations.map((activation) => [`activation ${activation}`, ring({ loss: leastSquares }, activation)])),
  ...named(
    initializations.map((kind) => [`initialization ${kind}`, ring({ loss: leastSquares, initialization: { kind } })]),
  ),
  'two outputs': ring({ discriminator: [{ dense: 12, activation: 'sigmoid' }, { dense: 2 }] }),
  'three steps of D, uniform noise': ring({
    latent: { kind: 'uniform', size: 3 },
    schedule: { ...oneStep.schedule, discriminatorSteps: 3, fakeBatch: 'same' },
  }),
}

/** Runs of several steps with every optimiser, over epochs that end at odd places. */
export const wholeRuns: Record<string, Recipe> = {
  adam: ring(
    {
      optimizers: {
        generator: { kind: 'adam', learningRate: 0.01 },
        discriminator: { kind: 'adam', learningRate: 0.02 },
      },
      schedule: { steps: 12, batch: 24, snapshots: 4, discriminatorSteps: 2 },
    },
    'leakyRelu',
  ),
  'momentum and rmsprop': ring({
    loss: { kind: 'wasserstein' },
    optimizers: {
      generator: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
      discriminator: { kind: 'rmsprop', learningRate: 0.01 },
    },
    schedule: { steps: 12, batch: 24, snapshots: 4 },
  }),
  digits: preset('digits', { ...narrowDigits, schedule: { steps: 6, batch: 32, snapshots: 2 } }),
}

/** Wide enough that native TensorFlow shares a matrix product out among its threads. */
export const fullWidthRuns: Record<string, Recipe> = {
  'digits at full width': preset('digits', {
    data: { kind: 'digits', points: 300 },
    schedule: { steps: 8, batch: 64, snapshots: 2 },
  }),
}
