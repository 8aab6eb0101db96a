import type { FindingKind } from '../../src/contract/health/finding.ts'
import type { GanRecipe } from '../../src/contract/recipe/schema.ts'
import { preset, smallRecipe } from './recipes.ts'

const adam = (learningRate: number, beta1 = 0.5) => ({ kind: 'adam', learningRate, beta1 })
const sgd = (learningRate: number) => ({ kind: 'sgd', learningRate })

/** A small far-off ring, minimax, and a D that learns much faster than G: D wins at once. */
const outrun = () =>
  preset('ring', {
    data: { kind: 'ring', radius: 4, sd: 0.05 },
    loss: { kind: 'minimax' },
    optimizers: { generator: sgd(0.001), discriminator: adam(0.005) },
    schedule: { steps: 600, batch: 32, snapshots: 20 },
  })

/** For every rule a recipe that goes wrong in its way. */
export const illRecipes: Record<FindingKind, () => GanRecipe> = {
  saturatedDiscriminator: outrun,
  vanishingGradient: outrun,
  modeCollapse: () =>
    preset('ring', {
      optimizers: { generator: adam(0.02, 0.9), discriminator: adam(0.002, 0.9) },
      schedule: { steps: 1000, batch: 64, snapshots: 40 },
    }),
  divergingNorm: () =>
    preset('ring', {
      loss: { kind: 'wasserstein', clip: 100 },
      optimizers: { generator: adam(0.005, 0.9), discriminator: adam(0.02, 0.9) },
      schedule: { steps: 400, batch: 64, snapshots: 20 },
    }),
  overfittedDiscriminator: () =>
    preset('ring', {
      data: { kind: 'ring', points: 32 },
      optimizers: { generator: adam(0.0002), discriminator: adam(0.003) },
      schedule: { steps: 1200, batch: 32, snapshots: 60 },
    }),
  // A critic without a hidden layer against a G that only shifts: the two turn around each other (Mescheder et al. 2018).
  oscillation: () =>
    smallRecipe({
      data: {
        kind: 'linearGaussian',
        points: 1000,
        matrix: [
          [0.5, 0],
          [0, 0.5],
        ],
        mean: [2, 0],
      },
      latent: { size: 1 },
      loss: { kind: 'wasserstein', clip: 10 },
      generator: [{ dense: 2 }],
      discriminator: [{ dense: 1 }],
      initialization: { kind: 'normal', sd: 0.2 },
      optimizers: { generator: sgd(0.02), discriminator: sgd(0.02) },
      schedule: { steps: 3000, batch: 64, snapshots: 10 },
    }),
}
