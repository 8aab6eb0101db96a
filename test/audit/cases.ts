import { readdirSync } from 'node:fs'
import type { Recipe } from '../../src/contract/recipe/schema.ts'
import { codedImages, codingFamilies, codingRecipe } from '../engine/codingRecipes.ts'
import { densityCases, densityRecipe, knownDensities } from '../engine/densityRecipes.ts'
import { anyPreset, smallRecipe } from '../engine/recipes.ts'
import { everyKind } from './kinds.ts'

/** The step that is audited: the second, so that optimisers have a past. */
export const auditedStep = 2

const at = <T>(list: readonly T[], index: number): T => list[index % list.length]!

/** Every update rule, and sgd with a velocity too. */
const optimizers = [
  ...everyKind.optimizer.map((kind) => ({ kind, learningRate: 0.01 })),
  { kind: 'sgd', learningRate: 0.02, momentum: 0.9 },
]

/**
 * Every objective with every update rule, over all activations, one and two steps of D, both latents and fake batches.
 * One pair of networks an objective, because the check compiles each anew.
 */
const games = everyKind.loss.flatMap((loss, row) =>
  optimizers.map((generator, column) => {
    const index = row * optimizers.length + column
    const [first, second] = [at(everyKind.activation, 2 * row), at(everyKind.activation, 2 * row + 1)]
    const recipe = smallRecipe({
      latent: { size: 3, kind: at(everyKind.latent, index) },
      generator: [{ dense: 6, activation: first }, { dense: 2 }],
      discriminator: [{ dense: 7, activation: second }, { dense: 5, activation: first }, { dense: 1 }],
      loss: { kind: loss },
      optimizers: { generator, discriminator: at(optimizers, index + 1) },
      schedule: { discriminatorSteps: 1 + (index % 2), fakeBatch: at(everyKind.fakeBatch, row + column) },
      seed: index + 1,
    })
    return [`${loss}, ${generator.kind}${'momentum' in generator ? ' with momentum' : ''}`, recipe] as const
  }),
)

const image = { reshape: [28, 28, 1] }

/** Networks of 28 × 28 images with every kind of layer: paddings, strides below and above the window, with and without bias. */
const networks: Record<string, Record<string, unknown>> = {
  'normalised over the batch': {
    generator: [
      { dense: 98, bias: false },
      { batchNorm: true, activation: 'relu' },
      { reshape: [7, 7, 2] },
      { convTranspose: 3, kernel: 4, stride: 2, bias: false },
      { batchNorm: true, momentum: 0.3, activation: 'leakyRelu', slope: 0.1 },
      { convTranspose: 1, kernel: 4, stride: 2, activation: 'tanh' },
    ],
    discriminator: [
      image,
      { conv: 3, kernel: 4, stride: 2, activation: 'leakyRelu' },
      { conv: 4, kernel: 4, stride: 2, bias: false },
      { batchNorm: true, activation: 'leakyRelu' },
      { flatten: true },
      { dense: 1 },
    ],
    schedule: { discriminatorSteps: 2 },
  },
  'without padding, with dropout': {
    generator: [
      { dense: 72, activation: 'elu' },
      { reshape: [6, 6, 2] },
      { convTranspose: 3, kernel: 3, stride: 2, padding: 'valid', activation: 'gelu' },
      { dropout: 0.2 },
      { convTranspose: 2, kernel: 4, stride: 2, padding: 'valid', activation: 'softplus' },
      { conv: 1, kernel: 3, stride: 1, activation: 'sigmoid' },
    ],
    discriminator: [
      image,
      { conv: 2, kernel: 5, stride: 3, padding: 'valid', activation: 'elu' },
      { conv: 2, kernel: 3, stride: 1, activation: 'gelu' },
      { layerNorm: true, activation: 'softplus' },
      { flatten: true },
      { dropout: 0.3 },
      { dense: 1 },
    ],
    loss: { kind: 'leastSquares' },
    optimizers: { generator: optimizers[1], discriminator: optimizers[2] },
  },
  'strides above the window, dropout over a normalised batch': {
    generator: [
      { dense: 49 },
      { layerNorm: true, activation: 'tanh' },
      { reshape: [7, 7, 1] },
      { convTranspose: 1, kernel: 2, stride: 4, activation: 'tanh' },
      { reshape: [784] },
    ],
    discriminator: [
      image,
      { conv: 3, kernel: 2, stride: 4, padding: 'valid', bias: false },
      { batchNorm: true, activation: 'tanh' },
      { dropout: 0.4 },
      { reshape: [147] },
      { dense: 1 },
    ],
    loss: { kind: 'hinge' },
    schedule: { fakeBatch: 'same' },
  },
}

const images = Object.entries(networks).map(([name, changes]) => {
  const schedule = { batch: 8, ...(changes['schedule'] as object | undefined) }
  return [name, smallRecipe({ data: { kind: 'digits', points: 40 }, ...changes, schedule })] as const
})

/** Every regulariser with a critic, with probabilities, and with convolutions and dropout. */
const regularised = everyKind.regularizer.flatMap((kind) => {
  const regularizers = [{ kind, weight: 3 }]
  const convolved = networks['without padding, with dropout']
  return [
    [`${kind}, wasserstein`, smallRecipe({ regularizers, loss: { kind: 'wasserstein', clip: null } })],
    [
      `${kind}, nonSaturating, two steps of D`,
      smallRecipe({
        regularizers,
        schedule: { discriminatorSteps: 2 },
        optimizers: { generator: optimizers[0], discriminator: optimizers[3] },
      }),
    ],
    [
      `${kind}, convolutions`,
      smallRecipe({ ...convolved, regularizers, data: { kind: 'digits', points: 40 }, schedule: { batch: 8 } }),
    ],
  ] as const
})

/** Packs with what is drawn for each of them, and with two outputs. */
const packedCases = [
  [
    'packs of four, every penalty',
    smallRecipe({
      stabilizers: [{ kind: 'packing', size: 4 }],
      regularizers: everyKind.regularizer.map((kind) => ({ kind, weight: 2 })),
      discriminator: [{ dense: 7, activation: 'tanh' }, { dropout: 0.2 }, { dense: 2 }],
      schedule: { fakeBatch: 'same' },
    }),
  ],
] as const

/** Every stabiliser alone, and all together with convolutions, dropout and normalisation over the batch. */
const stabilised = [
  ...everyKind.stabilizer.map((kind) => {
    const schedule = { discriminatorSteps: 2 }
    return [`${kind}`, smallRecipe({ stabilizers: [{ kind }], regularizers: [{ kind: 'r1' }], schedule })] as const
  }),
  ...['without padding, with dropout', 'normalised over the batch'].map((name) => {
    const stabilizers = everyKind.stabilizer.map((kind) => ({ kind }))
    const data = { kind: 'digits', points: 40 }
    const { discriminator, ...others } = networks[name]!
    const packs = [{ reshape: [28, 28, 2] }, ...(discriminator as object[]).slice(1)]
    return [
      `every stabiliser, ${name}`,
      smallRecipe({ ...others, discriminator: packs, stabilizers, data, schedule: { batch: 8 } }),
    ] as const
  }),
]

/** Every family of an encoder and a decoder with every update rule, and with convolutions, statistics and dropout. */
const coded = codingFamilies.flatMap((family) => [
  ...optimizers.map(
    (optimizer) => [`${family}, ${JSON.stringify(optimizer)}`, codingRecipe(family, { optimizer })] as const,
  ),
  [`${family}, images`, codedImages(family)] as const,
])

/** Every objective of a density with every model, update rule and data whose density a step reads. */
const densities = [
  ...densityCases(),
  ...optimizers.map((optimizer) => [`density, ${JSON.stringify(optimizer)}`, densityRecipe({ optimizer })] as const),
  ...knownDensities.map((data) => [`density of ${data.kind}`, densityRecipe({ data, objective: 'jsd' })] as const),
]

const folder = new URL('../../resources/recipes/', import.meta.url)

/** Every preset as it is shipped, on fewer digits and smaller batches of them. */
const presets = readdirSync(folder).map((file) => {
  const id = file.replace('.json', '')
  const whole = anyPreset(id)
  const digits = { data: { ...whole.data, points: 200 }, schedule: { ...whole.schedule, batch: 16 } }
  return [`preset ${id}`, whole.data.kind === 'digits' ? anyPreset(id, digits) : whole] as const
})

/** Recipes that together hold every kind there is. */
export const cases: Record<string, Recipe> = Object.fromEntries([
  ...games,
  ...images,
  ...regularised,
  ...stabilised,
  ...packedCases,
  ...coded,
  ...densities,
  ...presets,
  ['two outputs', smallRecipe({ discriminator: [{ dense: 7, activation: 'sigmoid' }, { dense: 2 }] })] as const,
  [
    'every regulariser together',
    smallRecipe({ regularizers: everyKind.regularizer.map((kind) => ({ kind, weight: 0.5 })) }),
  ] as const,
])
