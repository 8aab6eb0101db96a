import { describe, expect, test } from 'vitest'
import type { GanRecipe } from '../../src/contract/recipe/schema.ts'
import { Training } from '../../src/engine/training.ts'
import { preset } from './recipes.ts'
import { follow } from './reference/follow.ts'

const stepsPerEpoch = 250
const first = { least: 0.65, most: 0.85 }
const last = { least: 0.42, most: 0.58 }
const within = (value: number, { least, most }: typeof first) => value >= least && value <= most

async function epochAccuracies(recipe: GanRecipe, epochs: number): Promise<number[]> {
  const training = await Training.start(recipe, { backend: 'wasm' })
  const told: number[] = []
  for (let epoch = 0; epoch < epochs; epoch++) {
    const steps = await training.advance(stepsPerEpoch)
    told.push(...steps.flatMap((metrics) => metrics['epoch.accuracy'] ?? []))
  }
  training.dispose()
  return told
}

describe('the preset “Linear Gaussian”', () => {
  test('in single precision keeps to the first 20 losses of plain loops in double precision', async () => {
    // With other seeds D's first gradients are differences of nearly equal numbers, which single precision rounds and
    // Adam enlarges; losses.test.ts compares the preset's own seed in double precision.
    const recipe = preset('linear-gaussian', { seed: 2 })
    const training = await Training.start(recipe, { backend: 'wasm' })
    for (const { discriminator, generator } of follow(recipe, training.checkpoint(), 20).history) {
      const metrics = (await training.advance())[0]!
      expect(Math.abs(metrics['loss.discriminator']! - discriminator.objective)).toBeLessThan(1e-4)
      expect(Math.abs(metrics['loss.generator']! - generator.loss)).toBeLessThan(1e-4)
    }
    training.dispose()
  })

  test.each([1, 2, 3])(
    'D’s accuracy falls from about 0.75 to about 0.5 with seed %i',
    async (seed) => {
      const accuracies = await epochAccuracies(preset('linear-gaussian', { seed }), 9)
      expect(accuracies).toHaveLength(9)
      expect(accuracies[0]).toSatisfy((value: number) => within(value, first))
      expect(accuracies[8]).toSatisfy((value: number) => within(value, last))
    },
    120_000,
  )

  test('does not with D’s rate at 0: the bounds can be missed', async () => {
    const { optimizers } = preset('linear-gaussian')
    const still = { ...optimizers, discriminator: { ...optimizers.discriminator, learningRate: 0 } }
    const [accuracy] = await epochAccuracies(preset('linear-gaussian', { optimizers: still }), 1)
    expect(within(accuracy!, first)).toBe(false)
  })
})
