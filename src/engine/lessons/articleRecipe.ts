import { ganRecipeSchema, type GanRecipe } from '../../contract/recipe/schema.ts'

/** The article's own run (S9): 1,000 points of a linear Gaussian, batch 4, nine epochs. */
export function articleRecipe(seed: number, rateOfD: number): GanRecipe {
  return ganRecipeSchema.parse({
    name: 'The article’s run',
    data: { kind: 'linearGaussian', points: 1000 },
    latent: { size: 2 },
    generator: [{ dense: 2 }],
    discriminator: [{ dense: 5, activation: 'tanh' }, { dense: 3, activation: 'tanh' }, { dense: 2 }],
    initialization: { kind: 'normal', sd: 0.02 },
    loss: { kind: 'nonSaturating' },
    optimizers: {
      generator: { kind: 'adam', learningRate: 0.01 },
      discriminator: { kind: 'adam', learningRate: rateOfD },
    },
    schedule: { steps: 2250, batch: 4, fakeBatch: 'same' },
    seed,
  })
}
