import type { LayerRecipe } from './layers.ts'
import { layerParameters } from './parameters.ts'
import type { DataRecipe, DensityObjective, FamilyKind, GanRecipe, LossKind, NetworkRecipe, Recipe } from './schema.ts'
import { networkShapes, sizeOfShape, type Shape } from './shapes.ts'
import { packSize } from './stabilizers.ts'

/** Numbers in one example of the data: 1 on a line, 2 for points of the plane, 784 for digits. */
export function dataWidth(data: DataRecipe): number {
  if (data.kind === 'table') return data.columns.length
  if (data.kind === 'line') return 1
  const image = imageShape(data)
  return image ? sizeOfShape(image) : 2
}

/** The shape of one example where it is an image; null for points and rows of a table. */
export function imageShape(data: DataRecipe): Shape | null {
  if (data.kind === 'digits') return [28, 28, 1]
  return data.kind === 'images' ? [data.height, data.width, data.channels] : null
}

/** Examples that a recipe's D judges at once; 1 where it has none. */
export function packOf(recipe: Recipe): number {
  return recipe.family === 'gan' ? packSize(recipe.stabilizers) : 1
}

/** Numbers that D is fed for one judgement: those of one example, or of a whole pack, example beside example. */
export function judgedWidth({ data, stabilizers }: Pick<GanRecipe, 'data' | 'stabilizers'>): number {
  return dataWidth(data) * packSize(stabilizers)
}

/** Numbers in a network's output when it is fed rows of `inputWidth`; 0 where its layers don't fit together. */
export function outputWidth(network: readonly LayerRecipe[], inputWidth: number): number {
  const { shapes, problem } = networkShapes(network, [inputWidth])
  return problem ? 0 : sizeOfShape(shapes.at(-1) ?? [0])
}

/** Numbers that a network trains when it is fed rows of `inputWidth`; 0 where its layers don't fit together. */
export function parameterCount(network: readonly LayerRecipe[], inputWidth: number): number {
  const { shapes, problem } = networkShapes(network, [inputWidth])
  if (problem) return 0
  return network
    .flatMap((layer, index) => layerParameters(layer, shapes[index - 1] ?? [inputWidth]))
    .reduce((total, { shape }) => total + sizeOfShape(shape), 0)
}

/** Batches of the data that one step reads. */
export function batchesPerStep({ schedule }: Recipe): number {
  return 'discriminatorSteps' in schedule ? schedule.discriminatorSteps : 1
}

/** Steps in one pass over the data; a last batch that would be short is left out. */
export function stepsPerEpoch(recipe: Recipe): number {
  return Math.max(1, Math.floor(recipe.data.points / (recipe.schedule.batch * batchesPerStep(recipe))))
}

export type NetworkRole = 'generator' | 'discriminator' | 'encoder' | 'decoder'

/** A recipe's networks, each with its key and the width of the rows it is fed. */
export function networksOf(recipe: Recipe): { role: NetworkRole; layers: NetworkRecipe; inputs: number }[] {
  const examples = dataWidth(recipe.data)
  switch (recipe.family) {
    case 'gan':
      return [
        { role: 'generator', layers: recipe.generator, inputs: recipe.latent.size },
        { role: 'discriminator', layers: recipe.discriminator, inputs: judgedWidth(recipe) },
      ]
    case 'autoencoder':
    case 'vae':
      return [
        { role: 'encoder', layers: recipe.encoder, inputs: examples },
        { role: 'decoder', layers: recipe.decoder, inputs: recipe.latent.size },
      ]
    case 'density':
      return []
  }
}

/** Output widths of D that a loss can read: 1 logit or score, or 2 logits under softmax (fake, real). */
export function discriminatorWidths(loss: LossKind): readonly number[] {
  return loss === 'minimax' || loss === 'nonSaturating' ? [1, 2] : [1]
}

/** The loss's name as people write it. */
export const lossNames: Record<LossKind, string> = {
  nonSaturating: 'Non-saturating',
  minimax: 'Minimax',
  leastSquares: 'Least squares',
  hinge: 'Hinge',
  wasserstein: 'Wasserstein',
}

/** What a family is called, for people, and the words of its pictures. */
export interface FamilyFact {
  name: string
  explain: string
  /** The series that says how well one of its runs does. */
  mainSeries: string
  /** The few series that a line of text has room for, by what they are called there. */
  told: Readonly<Record<string, string>>
  /** What makes examples, what they are called, and what they are made from. */
  maker: string
  made: string
  madeFrom: string
}

const coding = {
  mainSeries: 'error.reconstruction',
  told: { error: 'error.reconstruction' },
  maker: 'the decoder',
  made: 'decoded',
  madeFrom: 'random codes',
}

export const familyFacts: Record<FamilyKind, FamilyFact> = {
  gan: {
    name: 'GAN',
    explain: 'A generator learns to make examples that a discriminator can’t tell from real ones.',
    mainSeries: 'loss.discriminator',
    told: { D: 'loss.discriminator', G: 'loss.generator' },
    maker: 'G',
    made: 'fake',
    madeFrom: 'noise',
  },
  autoencoder: {
    name: 'Auto-encoder',
    explain:
      'An encoder turns an example into a short code and a decoder turns the code back; the decoder alone, fed random codes, makes new examples.',
    ...coding,
  },
  vae: {
    name: 'VAE',
    explain:
      'An auto-encoder whose codes are kept close to N(0, I), so that random codes from there decode to likely examples.',
    ...coding,
    told: { ...coding.told, KL: 'loss.kl' },
  },
  density: {
    name: 'Density',
    explain: 'One Gaussian or several, whose density has a formula, are fitted to points of a line or of the plane.',
    mainSeries: 'loss.density',
    told: { loss: 'loss.density' },
    maker: 'the model',
    made: 'drawn',
    madeFrom: 'normal numbers',
  },
}

/** The series that says how well a run does. */
export const mainSeriesOf = ({ family }: Recipe): string => familyFacts[family].mainSeries

/** What a density lowers, as people write it. */
export const densityObjectiveNames: Record<DensityObjective, string> = {
  likelihood: 'Likelihood',
  reverseKl: 'Reverse KL',
  jsd: 'Jensen–Shannon',
}

/** What a run lowers, as tables and swatches tell runs apart: a GAN's loss, a density's divergence, else the family. */
export type Objective = LossKind | DensityObjective | Exclude<FamilyKind, 'gan' | 'density'>

export function objectiveOf(recipe: Recipe): Objective {
  if (recipe.family === 'gan') return recipe.loss.kind
  return recipe.family === 'density' ? recipe.objective : recipe.family
}

export const objectiveNames: Record<Objective, string> = {
  ...lossNames,
  ...densityObjectiveNames,
  autoencoder: familyFacts.autoencoder.name,
  vae: familyFacts.vae.name,
}

/** The objective's name as people write it. */
export const objectiveName = (recipe: Recipe): string => objectiveNames[objectiveOf(recipe)]
