import { describe, expect, test } from 'vitest'
import type { BackendId } from '../../src/contract/engine.ts'
import { computedSeries, drive, framesOf, lastCheckpoint, timeless, until } from './drive.ts'
import { smallRecipe } from './recipes.ts'

/** Adam, momentum and RMSProp keep different tensors; k = 2 and 5 batches an epoch end epochs at odd places. */
const recipes = {
  adam: smallRecipe({
    data: { kind: 'ring', modes: 3, points: 170 },
    schedule: { steps: 40, batch: 16, discriminatorSteps: 2 },
  }),
  'momentum and rmsprop': smallRecipe({
    latent: { size: 3, kind: 'uniform' },
    schedule: { steps: 40, batch: 16, fakeBatch: 'same' },
    optimizers: {
      generator: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
      discriminator: { kind: 'rmsprop', learningRate: 0.01 },
    },
  }),
}

const cases = (['wasm', 'cpu'] as BackendId[]).flatMap((backend) =>
  Object.entries(recipes).map(([name, recipe]) => ({ backend, name, recipe })),
)

describe('a run resumed from a checkpoint goes on bit for bit', () => {
  test.each(cases)('$backend, $name', async ({ backend, recipe }) => {
    const whole = drive()
    await whole.start(recipe, { backend, paused: true })
    await whole.client.call('step', { count: 17 })
    await until(whole, 'progress', ({ step, paused }) => step === 17 && paused)
    await whole.client.call('checkpoint', {})
    const checkpoint = structuredClone(lastCheckpoint(whole))
    expect(checkpoint.step).toBe(17)
    await whole.client.call('resume', {})
    expect(await whole.ended).toBe('finished')

    const resumed = drive()
    await resumed.start(recipe, {
      backend,
      checkpoint: { ...checkpoint, state: JSON.parse(JSON.stringify(checkpoint.state)) },
    })
    expect(await resumed.ended).toBe('finished')

    expect(computedSeries(resumed)['value']).toHaveLength(23)
    expect(computedSeries(resumed)).toEqual(computedSeries(whole, 17))
    expect(framesOf(resumed)).toEqual(framesOf(whole, 17))
    expect(timeless(lastCheckpoint(resumed))).toEqual(timeless(lastCheckpoint(whole)))
  })
})

test('a run that goes on from step 0 tells nothing of step 0 again: it is stored already', async () => {
  const whole = drive()
  await whole.start(recipes.adam, { backend: 'cpu', paused: true })
  await until(whole, 'progress', ({ paused }) => paused)
  const checkpoint = structuredClone(lastCheckpoint(whole))
  expect(checkpoint.step).toBe(0)
  await whole.client.call('resume', {})
  expect(await whole.ended).toBe('finished')

  const resumed = drive()
  await resumed.start(recipes.adam, { backend: 'cpu', checkpoint })
  expect(await resumed.ended).toBe('finished')
  const [first, again] = [computedSeries(whole), computedSeries(resumed)]
  const later = (points: readonly (readonly [number, number])[]) => points.filter(([step]) => step > 0)
  expect(Object.keys(again).sort()).toEqual(Object.keys(first).sort())
  expect(first['modes']![0]![0]).toBe(0)
  for (const [name, points] of Object.entries(again)) expect(points).toEqual(later(first[name]!))
  expect(framesOf(resumed).map(({ step }) => step)).not.toContain(0)
})

describe('a checkpoint that doesn’t fit is refused', () => {
  const taken = (async () => {
    const engine = drive()
    await engine.start(recipes.adam, { paused: true })
    await until(engine, 'checkpoint')
    await engine.client.call('stop', {})
    await engine.ended
    return lastCheckpoint(engine)
  })()

  test('by a recipe with other widths', async () => {
    const wider = smallRecipe({ generator: [{ dense: 9, activation: 'tanh' }, { dense: 2 }] })
    await expect(drive().start(wider, { checkpoint: await taken })).rejects.toThrow(
      'the checkpoint of step 0 doesn’t fit the recipe: “generator.0.weight” has the shape 3 × 6; the recipe needs 3 × 9',
    )
  })

  test('by a recipe with another optimiser', async () => {
    await expect(drive().start(recipes['momentum and rmsprop'], { checkpoint: await taken })).rejects.toThrow(
      '“optimizer.generator.0.weight.velocity” is missing',
    )
  })

  test('when its state is not there', async () => {
    const bare = { ...(await taken), state: { version: 1 } }
    await expect(drive().start(recipes.adam, { checkpoint: bare })).rejects.toThrow('its “streams” is missing or wrong')
  })

  test('and the engine can start another run afterwards', async () => {
    const engine = drive()
    await expect(engine.start(recipes.adam, { checkpoint: { ...(await taken), state: null } })).rejects.toThrow(
      'can’t be read',
    )
    await engine.start(smallRecipe())
    expect(await engine.ended).toBe('finished')
  })
})
