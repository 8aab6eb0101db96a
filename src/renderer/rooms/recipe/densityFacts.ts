import type { DensityObjective } from '../../../contract/recipe/schema.ts'

/** What each objective of a density is, for the form. */
export const densityFacts: Record<DensityObjective, { formula: string; explain: string }> = {
  likelihood: {
    formula: 'L = −E_p log q(x)',
    explain: 'Forward KL: the model spreads until no part of the data surprises it. It reads the data’s points alone.',
  },
  reverseKl: {
    formula: 'L = E_q log(q(x) / p(x))',
    explain: 'The model draws only what the data could be, and may leave modes out. It reads the data’s density p.',
  },
  jsd: {
    formula: 'L = ½ KL(p ‖ m) + ½ KL(q ‖ m), m = (p + q) / 2',
    explain:
      'Both ways at once, as a GAN with the best D would have it. It reads the data’s points and their density p.',
  },
}
