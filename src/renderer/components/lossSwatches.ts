import type { LossKind } from '../../contract/recipe/schema.ts'

/** The place of each loss in the series palette: its hue (the CSS variable --c1 … --c6) and dash go together. */
export const lossPlaces: Record<LossKind, number> = {
  nonSaturating: 1,
  minimax: 2,
  leastSquares: 3,
  hinge: 4,
  wasserstein: 5,
}

/** Dashes of the series palette, px, in its order; place 7 is for references. */
export const seriesDashes = ['', '6 3', '2 2.5', '9 3 2 3', '12 4', '4 2 1 2 1 2', '1 3'] as const
