import { describe, expect, test } from 'vitest'
import { Timing } from '../../src/engine/timing.ts'
import { drive } from './drive.ts'
import { smallRecipe } from './recipes.ts'

describe('timing steps', () => {
  test('so many a call, or as many as a run would do', { timeout: 60_000 }, async () => {
    const { timing, first } = await Timing.begin(smallRecipe(), { backend: 'cpu' })
    expect(first).toMatchObject({ threads: 1, version: expect.any(String) as string })
    expect(first.firstStep).toBeGreaterThan(0)
    const three = await timing.run(3, 0)
    expect(three).toMatchObject({ steps: 3, stepsPerCall: 3 })
    expect(three.drawing).toBeGreaterThan(0)
    expect(three.drawing).toBeLessThan(three.took)
    const many = await timing.run(2, 0.1)
    expect(many.steps % 2).toBe(0)
    expect(many.took).toBeGreaterThanOrEqual(100)
    const usual = await timing.run(null, 0.2)
    expect(usual.stepsPerCall).toBeGreaterThan(0)
    expect(usual.steps).toBeGreaterThanOrEqual(usual.stepsPerCall)
  })

  test('stops at numbers that are not finite: such steps may take another time', async () => {
    const optimizer = { kind: 'sgd', learningRate: 100 } as const
    const recipe = smallRecipe({
      loss: { kind: 'leastSquares' },
      optimizers: { generator: optimizer, discriminator: optimizer },
    })
    await expect(Timing.begin(recipe, { backend: 'cpu' }).then(({ timing }) => timing.run(1, 20))).rejects.toThrow(
      /not finite at step \d+/,
    )
  })

  test('an engine has nothing to time before it has begun', async () => {
    const { client } = drive()
    await expect(client.call('time', { stepsPerCall: 1, seconds: 0 })).rejects.toThrow('nothing to time')
    const recipe = smallRecipe()
    await client.call('timeFirst', { recipe, backend: 'cpu', threads: 1 })
    expect(await client.call('time', { stepsPerCall: 2, seconds: 0 })).toMatchObject({ steps: 2, stepsPerCall: 2 })
  })
})
