import type { LossKind } from '../../contract/recipe/schema.ts'
import { seriesDashes as dashes } from '../../figures/theme.ts'

/** The place of each loss in the series palette: its hue (the CSS variable --c1 … --c6) and dash go together. */
export const lossPlaces: Record<LossKind, number> = {
  nonSaturating: 1,
  minimax: 2,
  leastSquares: 3,
  hinge: 4,
  wasserstein: 5,
}

/** The dashes of the series palette as SVG writes them. */
export const seriesDashes: readonly string[] = dashes.map((dash) => dash.join(' '))
