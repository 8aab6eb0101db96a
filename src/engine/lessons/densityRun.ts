import { densityRecipeSchema, type DensityRecipe } from '../../contract/recipe/schema.ts'
import type { Divergence } from './fitGaussian.ts'

interface Fit {
  name: string
  kind: Divergence
  /** Of the two modes. */
  data: { distance: number; sd: number }
  start: { mean: readonly [number, number]; sd: number }
  seed: number
}

/** A lesson's fit of one Gaussian to two modes as a run of its own: there the batch estimates what is summed here. */
export const densityRun = ({ name, kind, data, start, seed }: Fit): DensityRecipe =>
  densityRecipeSchema.parse({
    family: 'density',
    name,
    data: { kind: 'twoGaussians', ...data },
    model: { kind: 'gaussian' },
    start: { ...start, scatter: 0 },
    objective: kind === 'forward' ? 'likelihood' : 'reverseKl',
    optimizer: { kind: 'adam', learningRate: 0.02 },
    schedule: { steps: 1000, batch: 256 },
    seed,
  })
