import { z } from 'zod'

const weight = z.number().positive().max(1e6)

/** One schema a kind of regulariser. Each kind may be there once. */
export const regularizerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('gradientPenalty'),
    /** λ. */
    weight: weight.default(10),
  }),
  z.strictObject({
    kind: z.literal('r1'),
    /** γ; half of it multiplies the mean. */
    weight: weight.default(10),
  }),
  z.strictObject({
    kind: z.literal('dragan'),
    /** λ. */
    weight: weight.default(10),
    /** Standard deviation of the noise around the real examples, √c, in the data's own units. */
    sd: z.number().positive().max(1e6).default(0.5),
  }),
])

export const regularizersSchema = z.array(regularizerSchema).max(8)

export type RegularizerRecipe = z.infer<typeof regularizerSchema>
export type RegularizerKind = RegularizerRecipe['kind']
export type RegularizerOf<Kind extends RegularizerKind> = Extract<RegularizerRecipe, { kind: Kind }>

/** The series that a penalty is stored as. */
export type PenaltySeries = `penalty.${string}`

/** What a regulariser is called and does, for people. */
export interface RegularizerFact {
  kind: RegularizerKind
  name: string
  /** As text. */
  formula: string
  /** One plain sentence with what it does and why. */
  explain: string
  /** Who proposed it, where. */
  source: string
  /** What it adds to D's loss is stored as this series; null where it adds nothing. */
  series: PenaltySeries | null
}

/** In the order in which they are offered. */
export const regularizerFacts: readonly RegularizerFact[] = [
  {
    kind: 'gradientPenalty',
    name: 'Gradient penalty',
    formula: 'λ E(‖∇D(x̂)‖₂ − 1)², x̂ = εx + (1 − ε)G(z), ε ~ U(0, 1)',
    explain:
      'Between every real example and a fake, D’s slope is pulled to 1, so that its score measures a distance; it takes the place of clipping.',
    source: 'Gulrajani et al. 2017, “Improved training of Wasserstein GANs”, equation 3.',
    series: 'penalty.gradient',
  },
  {
    kind: 'r1',
    name: 'R1',
    formula: '(γ/2) E‖∇D(x)‖₂²',
    explain:
      'D is kept flat where the real examples are, so that it stops pushing once the fakes are there too, and training settles.',
    source: 'Mescheder et al. 2018, “Which training methods for GANs do actually converge?”, equation 9.',
    series: 'penalty.r1',
  },
  {
    kind: 'dragan',
    name: 'DRAGAN',
    formula: 'λ E(‖∇D(x + δ)‖₂ − 1)², δ ~ N(0, σ²)',
    explain:
      'Around the real examples D’s slope is pulled to 1, so that there are no cliffs near the data that would fling G to a single mode.',
    source: 'Kodali et al. 2017, “On convergence and stability of GANs”, section 2.3.',
    series: 'penalty.dragan',
  },
]

export function regularizerFact(kind: RegularizerKind): RegularizerFact {
  return regularizerFacts.find((fact) => fact.kind === kind)!
}

/** The regulariser of that kind in a list, or undefined. */
export function findRegularizer<Kind extends RegularizerKind>(
  list: readonly RegularizerRecipe[],
  kind: Kind,
): RegularizerOf<Kind> | undefined {
  return list.find((one): one is RegularizerOf<Kind> => one.kind === kind)
}
