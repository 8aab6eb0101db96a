import { expect, test } from 'vitest'
import { drive, framesOf, lastCheckpoint, until } from './drive.ts'
import { smallRecipe } from './recipes.ts'

const recipe = smallRecipe()
const ask = { recipe, backend: 'cpu', threads: 1 } as const

async function trained() {
  const engine = drive()
  await engine.start(recipe)
  await engine.ended
  return { checkpoint: lastCheckpoint(engine), frames: framesOf(engine) }
}

test('samples come from the checkpoint, fresh, and the same each time', async () => {
  const { checkpoint, frames } = await trained()
  const engine = drive()
  const samples = await engine.client.call('sample', { ...ask, checkpoint, count: 2100 })
  expect(samples).toHaveLength(4200)
  expect(await engine.client.call('sample', { ...ask, checkpoint, count: 100 })).toEqual(samples.slice(0, 200))
  const { samples: shown } = frames.at(-1)!
  expect(samples.slice(0, shown.length)).not.toEqual(shown)
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
  expect(Math.abs(mean(samples) - mean(shown))).toBeLessThan(0.2)
})

test('an engine in training refuses', async () => {
  const engine = drive()
  await engine.start(recipe, { paused: true })
  const { checkpoint } = await until(engine, 'checkpoint')
  await expect(engine.client.call('sample', { ...ask, checkpoint, count: 1 })).rejects.toThrow(
    'this engine is training',
  )
  await engine.client.call('stop', {})
  await engine.ended
})
