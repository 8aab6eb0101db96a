import type { Objective } from '../../contract/recipe/facts.ts'
import { seriesDashes as dashes } from '../../figures/theme.ts'

/** The place of each objective in the series palette: its hue (the CSS variable --c1 … --c6) and dash go together. */
export const lossPlaces: Record<Objective, number> = {
  nonSaturating: 1,
  minimax: 2,
  leastSquares: 3,
  hinge: 4,
  wasserstein: 5,
  autoencoder: 6,
  vae: 7,
  likelihood: 1,
  reverseKl: 2,
  jsd: 3,
}

/** The dashes of the series palette as SVG writes them. */
export const seriesDashes: readonly string[] = dashes.map((dash) => dash.join(' '))
