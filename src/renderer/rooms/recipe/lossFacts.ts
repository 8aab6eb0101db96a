import type { LossKind } from '../../../contract/recipe/schema.ts'

export interface LossFact {
  kind: LossKind
  /** G's loss on one fake that D gave `output`: a logit, or a score where the loss has no probabilities. */
  generatorLoss(output: number): number
  /** Its derivative by `output`. */
  generatorGradient(output: number): number
  /** What the pull on G is like, in one or two sentences. */
  sentence: string
  source: string
  /** What it asks of D. */
  asks: readonly string[]
  /** Losses drawn beside it, because they explain it best. */
  neighbours: readonly LossKind[]
}

/** log(1 + eˣ) without overflow. */
export const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
/** The logistic function. */
export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** What the recipe room tells about every loss, in the order in which it lists them. */
export const lossFacts: readonly LossFact[] = [
  {
    kind: 'nonSaturating',
    generatorLoss: (output) => softplus(-output),
    generatorGradient: (output) => -sigmoid(-output),
    sentence:
      'G makes its fakes likelier to pass for real. The pull is strongest just where D is sure it sees a fake, so G learns from a bad start.',
    source: 'Goodfellow et al. 2014, “Generative adversarial nets”, section 3.',
    asks: ['D gives 1 logit, or 2 for a softmax'],
    neighbours: ['minimax', 'leastSquares'],
  },
  {
    kind: 'minimax',
    generatorLoss: (output) => -softplus(output),
    generatorGradient: (output) => -sigmoid(output),
    sentence:
      'G lowers the very value that D raises. Where D is sure it sees a fake the curve is flat: G gets almost no pull when it needs it most.',
    source: 'Goodfellow et al. 2014, “Generative adversarial nets”, equation 1.',
    asks: ['D gives 1 logit, or 2 for a softmax'],
    neighbours: ['nonSaturating', 'wasserstein'],
  },
  {
    kind: 'leastSquares',
    generatorLoss: (output) => (output - 1) ** 2 / 2,
    generatorGradient: (output) => output - 1,
    sentence:
      'D aims at 1 for real and 0 for fake; G aims its fakes at 1. Fakes far from 1 are pulled hard, even those D takes for real.',
    source: 'Mao et al. 2017, “Least squares generative adversarial networks”.',
    asks: ['D gives 1 number'],
    neighbours: ['nonSaturating', 'hinge'],
  },
  {
    kind: 'hinge',
    generatorLoss: (output) => -output,
    generatorGradient: () => -1,
    sentence: 'D stops pushing once a point is past the margin; G always feels the same pull, however sure D is.',
    source: 'Lim & Ye 2017, “Geometric GAN”.',
    asks: ['D gives 1 number'],
    neighbours: ['nonSaturating', 'leastSquares'],
  },
  {
    kind: 'wasserstein',
    generatorLoss: (output) => -output,
    generatorGradient: () => -1,
    sentence:
      'D scores instead of judging: the gap between its mean scores tells how far the fakes are. Clipping its weights keeps that gap finite.',
    source: 'Arjovsky et al. 2017, “Wasserstein GAN”.',
    asks: ['D gives 1 number', '5 D per G'],
    neighbours: ['nonSaturating', 'leastSquares'],
  },
]

export function lossFact(kind: LossKind): LossFact {
  return lossFacts.find((fact) => fact.kind === kind)!
}
