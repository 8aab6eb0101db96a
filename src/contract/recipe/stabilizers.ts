import { z } from 'zod'
import type { Path } from './issues.ts'

/** One schema a kind of change to what G and D are shown, or to which G is drawn from. Each may be there once. */
export const stabilizerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('labelSmoothing'),
    /** What D aims at for real examples, in place of 1. */
    real: z.number().gt(0.5).max(1).default(0.9),
  }),
  z.strictObject({
    kind: z.literal('instanceNoise'),
    /** Standard deviation at step 0, in the data's own units. */
    sd: z.number().positive().max(1e6).default(0.5),
    /** Share of the steps over which it falls to 0, in a straight line. */
    until: z.number().positive().max(1).default(0.8),
  }),
  z.strictObject({
    kind: z.literal('averagedGenerator'),
    /** Share of the average that stays at each step. */
    decay: z.number().min(0).lt(1).default(0.999),
  }),
  z.strictObject({ kind: z.literal('spectralNorm') }),
  z.strictObject({
    kind: z.literal('packing'),
    /** Examples that D judges at once, side by side. */
    size: z.number().int().min(2).max(8).default(2),
  }),
])

export const stabilizersSchema = z.array(stabilizerSchema).max(8)

export type StabilizerRecipe = z.infer<typeof stabilizerSchema>
export type StabilizerKind = StabilizerRecipe['kind']
export type StabilizerOf<Kind extends StabilizerKind> = Extract<StabilizerRecipe, { kind: Kind }>

/** What a stabiliser is called and does, for people. */
export interface StabilizerFact {
  kind: StabilizerKind
  name: string
  /** As text. */
  formula: string
  /** One plain sentence with what it does and why. */
  explain: string
  /** Who proposed it, where. */
  source: string
}

/** In the order in which they are offered. */
export const stabilizerFacts: readonly StabilizerFact[] = [
  {
    kind: 'labelSmoothing',
    name: 'One-sided label smoothing',
    formula: 'D aims at α for real examples, at 0 for fakes',
    explain:
      'D is kept from being more certain of the real examples than α, so that it never grows so sure that G gets no pull; V then stays below 0.',
    source: 'Salimans et al. 2016, “Improved techniques for training GANs”, section 3.4.',
  },
  {
    kind: 'instanceNoise',
    name: 'Instance noise',
    formula: 'D(x + σε), D(G(z) + σε), ε ~ N(0, 1), σ → 0',
    explain:
      'Real examples and fakes are blurred alike until they overlap, so that D can’t tell them apart with ease; the blur fades as training goes on.',
    source: 'Sønderby et al. 2017, “Amortised MAP inference for image super-resolution”, section 3.2.',
  },
  {
    kind: 'averagedGenerator',
    name: 'Averaged generator',
    formula: 'a ← βa + (1 − β)θ_G',
    explain:
      'Samples are drawn from a, a running average of G’s weights, which stays in the middle while G itself circles around; training is not changed.',
    source: 'Yazıcı et al. 2019, “The unusual effectiveness of averaging in GAN training”.',
  },
  {
    kind: 'spectralNorm',
    name: 'Spectral normalisation',
    formula: 'W / σ(W), σ the largest singular value',
    explain:
      'Every weight of D is divided so that no layer can stretch what it is fed, and D’s slope stays bounded everywhere without a penalty.',
    source: 'Miyato et al. 2018, “Spectral normalization for generative adversarial networks”, algorithm 1.',
  },
  {
    kind: 'packing',
    name: 'Packing',
    formula: 'D(x₁, …, xₘ), D(G(z₁), …, G(zₘ))',
    explain:
      'D judges m examples at once, all real or all fake, so that too little variety among G’s gives them away; it has no judgement of a single point then, and the picture no field.',
    source: 'Lin et al. 2018, “PacGAN: the power of two samples in generative adversarial networks”, section 3.',
  },
]

export function stabilizerFact(kind: StabilizerKind): StabilizerFact {
  return stabilizerFacts.find((fact) => fact.kind === kind)!
}

/** The stabiliser of that kind in a list, or undefined. */
export function findStabilizer<Kind extends StabilizerKind>(
  list: readonly StabilizerRecipe[],
  kind: Kind,
): StabilizerOf<Kind> | undefined {
  return list.find((one): one is StabilizerOf<Kind> => one.kind === kind)
}

/** Examples that D judges at once. */
export function packSize(list: readonly StabilizerRecipe[]): number {
  return findStabilizer(list, 'packing')?.size ?? 1
}

/** Where the stabiliser of that kind stands in a recipe. */
export const stabilizerPath = (list: readonly StabilizerRecipe[], kind: StabilizerKind): Path => [
  'stabilizers',
  list.findIndex((one) => one.kind === kind),
]

/** Losses in which D aims at a label that can be smoothed. */
export const labelledLosses: readonly string[] = ['nonSaturating', 'minimax', 'leastSquares']
