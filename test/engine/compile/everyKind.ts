import { densityCases, densityRecipe, knownDensities } from '../densityRecipes.ts'
import { readdirSync } from 'node:fs'
import { layerSchemas, type LayerKind } from '../../../src/contract/recipe/layers.ts'
import { regularizerSchema, type RegularizerKind } from '../../../src/contract/recipe/regularizers.ts'
import {
  ganRecipeSchema,
  type LossKind,
  type OptimizerRecipe,
  type Recipe,
} from '../../../src/contract/recipe/schema.ts'
import { stabilizerSchema, type StabilizerKind } from '../../../src/contract/recipe/stabilizers.ts'
import { codedImages, codingFamilies, codingRecipe } from '../codingRecipes.ts'
import { anyPreset, smallRecipe } from '../recipes.ts'

type Written = Record<string, unknown>[]

/** Both networks with a layer of a kind in each. An entry is missing where a new kind is not tried here yet. */
const networksWith: Record<LayerKind, { generator: Written; discriminator: Written }> = {
  dense: { generator: [{ dense: 4, activation: 'tanh' }, { dense: 2 }], discriminator: [{ dense: 1 }] },
  batchNorm: {
    generator: [{ dense: 4 }, { batchNorm: true, activation: 'relu' }, { dense: 2 }],
    discriminator: [{ dense: 4 }, { batchNorm: true, activation: 'leakyRelu' }, { dense: 1 }],
  },
  layerNorm: {
    generator: [{ dense: 4 }, { layerNorm: true, activation: 'relu' }, { dense: 2 }],
    discriminator: [{ dense: 4 }, { layerNorm: true, activation: 'tanh' }, { dense: 1 }],
  },
  dropout: {
    generator: [{ dense: 4, activation: 'tanh' }, { dropout: 0.3 }, { dense: 2 }],
    discriminator: [{ dense: 4, activation: 'tanh' }, { dropout: 0.3 }, { dense: 1 }],
  },
  ...imagesWith(
    'conv',
    { conv: 2, kernel: 3, stride: 1, activation: 'tanh' },
    { conv: 9, kernel: 4, activation: 'leakyRelu' },
  ),
  ...imagesWith(
    'convTranspose',
    { convTranspose: 9, kernel: 3, stride: 1, activation: 'tanh' },
    { convTranspose: 2, kernel: 4, activation: 'tanh' },
  ),
  ...imagesWith('flatten', { conv: 2, kernel: 3, stride: 1 }, { conv: 2 }),
  ...imagesWith('reshape', { conv: 2, kernel: 3, stride: 1 }, { conv: 2 }),
}

function imagesWith<Kind extends LayerKind>(kind: Kind, ofG: object, ofD: object) {
  const networks = {
    generator: [
      { dense: 12, activation: 'tanh' },
      { reshape: [2, 2, 3] },
      ofG,
      { flatten: true },
      { dense: 2 },
    ] as Written,
    discriminator: [{ dense: 64 }, { reshape: [8, 8, 1] }, ofD, { flatten: true }, { dense: 1 }] as Written,
  }
  return { [kind]: networks } as Record<Kind, typeof networks>
}

const layerKinds = layerSchemas.map(({ shape }) => Object.keys(shape)[0] as LayerKind)
const activations = layerSchemas[0].shape.activation.unwrap().options
const { loss, optimizers } = ganRecipeSchema.shape
const lossKinds = loss.options.map(({ shape }): LossKind => shape.kind.value)
const optimizerKinds = optimizers.shape.generator.options.map(({ shape }): OptimizerRecipe['kind'] => shape.kind.value)
const regularizerKinds = regularizerSchema.options.map(({ shape }): RegularizerKind => shape.kind.value)
const stabilizerKinds = stabilizerSchema.options.map(({ shape }): StabilizerKind => shape.kind.value)
const fakeBatches = ganRecipeSchema.shape.schedule.shape.fakeBatch.unwrap().options

/** Weights that are bounded by a penalty are not clipped as well. */
const lossUnder = (kind: LossKind) => (kind === 'wasserstein' ? { kind, clip: null } : { kind })

const presetIds = readdirSync(new URL('../../../resources/recipes/', import.meta.url)).map((file) =>
  file.replace('.json', ''),
)

const smallSchedule = { schedule: { steps: 2, batch: 8, snapshots: 2 } }

function* recipes(): Generator<[string, Recipe]> {
  for (const id of presetIds) yield [`preset ${id}`, anyPreset(id)]
  for (const kind of layerKinds) yield [`layer ${kind}`, smallRecipe({ ...networksWith[kind], ...smallSchedule })]
  for (const activation of activations) {
    const hidden = { dense: 5, activation }
    yield [
      `activation ${activation}`,
      smallRecipe({ generator: [hidden, { dense: 2 }], discriminator: [hidden, { dense: 1 }] }),
    ]
    for (const kind of regularizerKinds) {
      const changes = { discriminator: [hidden, hidden, { dense: 1 }], regularizers: [{ kind }] }
      yield [`${kind} with ${activation}`, smallRecipe(changes)]
    }
  }
  for (const kind of lossKinds) yield [`loss ${kind}`, smallRecipe({ loss: { kind } })]
  for (const kind of regularizerKinds) {
    for (const lossKind of lossKinds) {
      yield [`${kind} with ${lossKind}`, smallRecipe({ loss: lossUnder(lossKind), regularizers: [{ kind }] })]
    }
    for (const layer of layerKinds) {
      if (layer === 'batchNorm') continue
      yield [
        `${kind} with ${layer}`,
        smallRecipe({ ...networksWith[layer], ...smallSchedule, regularizers: [{ kind }] }),
      ]
    }
  }
  for (const kind of stabilizerKinds) {
    yield [`stabiliser ${kind}`, smallRecipe({ stabilizers: [{ kind }], schedule: { discriminatorSteps: 2 } })]
  }
  for (const kind of layerKinds) {
    const stabilizers = [{ kind: 'packing', size: 4 }]
    yield [`packs before layer ${kind}`, smallRecipe({ ...networksWith[kind], ...smallSchedule, stabilizers })]
  }
  for (const kind of optimizerKinds) {
    const optimizer = { kind, learningRate: 0.01, ...(kind === 'sgd' ? { momentum: 0.9 } : {}) }
    yield [`optimizer ${kind}`, smallRecipe({ optimizers: { generator: optimizer, discriminator: optimizer } })]
  }
  for (const fakeBatch of fakeBatches) {
    yield [`${fakeBatch} batch, two steps of D`, smallRecipe({ schedule: { discriminatorSteps: 2, fakeBatch } })]
  }
  const mixture = { kind: 'mixture', components: 3 }
  yield ['family density', densityRecipe({ model: mixture, objective: 'jsd' })]
  yield* densityCases()
  for (const data of knownDensities) yield [`density of ${data.kind}`, densityRecipe({ data, objective: 'jsd' })]
  for (const family of codingFamilies) {
    yield [`family ${family}`, codingRecipe(family)]
    yield [`family ${family}, of images`, codedImages(family)]
  }
  yield ['two outputs', smallRecipe({ discriminator: [{ dense: 4, activation: 'sigmoid' }, { dense: 2 }] })]
}

/** Every preset, and a recipe for each kind of layer, activation, loss, regulariser, optimiser and schedule there is. */
export const everyKind: readonly (readonly [string, Recipe])[] = [...recipes()]

/** Whether its steps are small enough to be taken kernel by kernel in a test. */
export const isSmall = ([name]: readonly [string, Recipe]): boolean => !name.startsWith('preset')
