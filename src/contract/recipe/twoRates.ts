/** Different learning rates for G and D: no setting of its own, but a cure with a paper. */
export const twoRates = {
  name: 'Two rates',
  /** As text. */
  formula: 'θ ← θ − η ∇L, η_D > η_G',
  explain:
    'With a larger rate for D than for G, D stays near its best answer while G moves slowly under it, and the two are more likely to settle.',
  source:
    'Heusel et al. 2017, “GANs trained by a two time-scale update rule converge to a local Nash equilibrium”, theorem 1.',
} as const
