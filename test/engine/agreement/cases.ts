import { readdirSync } from 'node:fs'
import { layerSchemas, type Activation } from '../../../src/contract/recipe/layers.ts'
import { regularizerSchema } from '../../../src/contract/recipe/regularizers.ts'
import { ganRecipeSchema, type LossKind, type GanRecipe, type Recipe } from '../../../src/contract/recipe/schema.ts'
import { stabilizerSchema } from '../../../src/contract/recipe/stabilizers.ts'
import { codedImages, codingFamilies, codingRecipe } from '../codingRecipes.ts'
import { anyPreset, preset, smallRecipe } from '../recipes.ts'
import { densityCases, densityRecipe } from '../densityRecipes.ts'
import { layerNetworks } from './layerNetworks.ts'
import { narrowDigits, narrowPresets } from './narrow.ts'

/** Rate 0 leaves D as it is for G's gradient; β₁ = 0 leaves the gradient itself, to the bit, in Adam's tensor m. */
const watching = { kind: 'adam', learningRate: 0, beta1: 0 }

/** Two optimisers are a GAN's; other families have one. */
const inFamily = ({ optimizers, ...changes }: Record<string, unknown>, id: string) => {
  const { family } = anyPreset(id)
  if (optimizers === undefined) return changes
  return family === 'gan' ? { ...changes, optimizers } : { ...changes, optimizer: watching }
}

const oneStep = {
  optimizers: { generator: watching, discriminator: watching },
  schedule: { steps: 1, batch: 32, snapshots: 2 },
}

const presetFolder = new URL('../../../resources/recipes', import.meta.url)

/** Every preset there is. */
export const trainedPresets = readdirSync(presetFolder).map((file) => file.replace(/\.json$/, ''))

/**
 * Where D has not learnt anything yet, the gradient of its last bias is a difference of two halves that all but
 * cancel, in which rounding shows. With least squares they don't.
 */
const leastSquares = { kind: 'leastSquares' }

const losses: LossKind[] = ganRecipeSchema.shape.loss.options.map((option) => option.shape.kind.value)
const activations: Activation[] = layerSchemas[0].shape.activation.unwrap().options
const initializations = ganRecipeSchema.shape.initialization.unwrap().options.map((option) => option.shape.kind.value)
const regularizers = regularizerSchema.options.map((option) => option.shape.kind.value)
const stabilizers = stabilizerSchema.options.map((option) => option.shape.kind.value)

function ring(changes: Record<string, unknown>, activation: Activation = 'tanh'): GanRecipe {
  return smallRecipe({
    data: { kind: 'ring', points: 256 },
    latent: { size: 5 },
    generator: [{ dense: 16, activation }, { dense: 12, activation }, { dense: 2 }],
    discriminator: [{ dense: 12, activation }, { dense: 16, activation }, { dense: 1 }],
    initialization: { kind: 'xavier' },
    seed: 3,
    ...changes,
  })
}

const named = (entries: (readonly [string, Recipe])[]): Record<string, Recipe> => Object.fromEntries(entries)

/**
 * Where only differences of D's scores count, the gradient of its last bias is 0 but for rounding, which Adam would
 * blow up to steps of full size. Plain descent does not.
 */
const descent = { kind: 'sgd', learningRate: 0.05, momentum: 0.5 }
const calmly = (loss: string) =>
  loss === 'hinge' || loss === 'wasserstein' ? { optimizers: { generator: descent, discriminator: descent } } : {}

/** What a regulariser is tried with. */
const regularized = (kind: string) =>
  kind === 'gradientPenalty'
    ? { loss: { kind: 'wasserstein', clip: null }, regularizers: [{ kind }], ...calmly('wasserstein') }
    : { loss: leastSquares, regularizers: [{ kind }] }

/** Recipes that differ in one thing each: every loss, regulariser, activation, layer and way to begin there is. */
function variations(schedule: Record<string, unknown>): Record<string, Recipe> {
  const one = (changes: Record<string, unknown>, activation?: Activation) => {
    const { schedule: own, ...rest } = changes
    return ring(
      { ...rest, ...schedule, schedule: { ...(schedule['schedule'] as object), ...(own as object) } },
      activation,
    )
  }
  return {
    ...named(losses.map((kind) => [`loss ${kind}`, one({ loss: { kind }, ...calmly(kind) })])),
    ...named(regularizers.map((kind) => [`regulariser ${kind}`, one(regularized(kind))])),
    ...named(stabilizers.map((kind) => [`stabiliser ${kind}`, one({ loss: leastSquares, stabilizers: [{ kind }] })])),
    ...named(activations.map((kind) => [`activation ${kind}`, one({ loss: leastSquares }, kind)])),
    ...named(
      Object.entries(layerNetworks).map(([kind, networks]) => [
        `layer ${kind}`,
        one({ loss: leastSquares, ...networks }),
      ]),
    ),
    ...named(
      initializations.map((kind) => [`initialization ${kind}`, one({ loss: leastSquares, initialization: { kind } })]),
    ),
    'packs under every regulariser': one({
      loss: leastSquares,
      regularizers: regularizers.map((kind) => ({ kind })),
      stabilizers: [{ kind: 'packing', size: 4 }],
    }),
    'two outputs': one({ discriminator: [{ dense: 12, activation: 'sigmoid' }, { dense: 2 }] }),
    'three steps of D, uniform noise': one({
      latent: { kind: 'uniform', size: 3 },
      schedule: { discriminatorSteps: 3, fakeBatch: 'same' },
    }),
  }
}

/** Each family of an encoder and a decoder, with activations whose slope has no jumps. */
function coded(changes: Record<string, unknown>): Record<string, Recipe> {
  return named(codingFamilies.map((family) => [`family ${family}`, codingRecipe(family, changes)]))
}

/** One step of each preset and variation, the presets with narrow layers, so that plain JavaScript keeps up. */
export const firstSteps: Record<string, Recipe> = {
  ...named(
    trainedPresets.map((id) => {
      const { schedule, ...changes } = narrowPresets[id] ?? {}
      return [
        `preset ${id}`,
        anyPreset(id, inFamily({ ...oneStep, ...changes, schedule: { ...oneStep.schedule, ...schedule } }, id)),
      ]
    }),
  ),
  ...variations(oneStep),
  ...coded({ optimizer: watching, schedule: oneStep.schedule }),
  ...named(densityCases({ optimizer: watching, schedule: oneStep.schedule })),
}

const twentySteps = { schedule: { steps: 20, batch: 24, snapshots: 2 } }

/** 20 steps of each; Adam's bias correction, and whatever a regulariser's schedule sets, change at each of them. */
export const curves: Record<string, Recipe> = {
  ...named(
    trainedPresets.map((id) => {
      const { schedule, ...changes } = narrowPresets[id] ?? {}
      return [`preset ${id}`, anyPreset(id, { ...changes, schedule: { ...twentySteps.schedule, ...schedule } })]
    }),
  ),
  ...variations(twentySteps),
  ...coded(twentySteps),
  ...named(densityCases(twentySteps)),
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
  'every regulariser and stabiliser': ring({
    loss: leastSquares,
    regularizers: regularizers.map((kind) => ({ kind })),
    stabilizers: stabilizers.map((kind) => ({ kind })),
    schedule: { steps: 8, batch: 24, snapshots: 4, discriminatorSteps: 2 },
  }),
  density: densityRecipe({
    model: { kind: 'mixture', components: 5 },
    objective: 'jsd',
    schedule: { steps: 12, batch: 24, snapshots: 4 },
  }),
  digits: preset('digits', { ...narrowDigits, schedule: { steps: 6, batch: 32, snapshots: 2 } }),
  ...named(
    codingFamilies.map((family) => [
      `family ${family}, of images`,
      codedImages(family, { schedule: { steps: 8, batch: 8, snapshots: 3 } }),
    ]),
  ),
  'running statistics and dropout': preset('dcgan', {
    ...narrowPresets['dcgan'],
    discriminator: [
      { reshape: [28, 28, 1] },
      { conv: 3, kernel: 4, stride: 2, bias: false },
      { batchNorm: true, activation: 'leakyRelu' },
      { dropout: 0.3 },
      { flatten: true },
      { dense: 1 },
    ],
    schedule: { steps: 6, batch: 16, snapshots: 2, discriminatorSteps: 2 },
  }),
}

/** Wide enough that native TensorFlow shares a matrix product out among its threads. */
export const fullWidthRuns: Record<string, GanRecipe> = {
  'digits at full width': preset('digits', {
    data: { kind: 'digits', points: 300 },
    schedule: { steps: 8, batch: 64, snapshots: 2 },
  }),
}
