import { expect, test } from 'vitest'
import { Training } from '../../src/engine/training.ts'
import { preset } from './recipes.ts'

test('the preset “Ring of 8” captures at least 7 modes within its first 800 steps', async () => {
  const training = await Training.start(preset('ring'), { backend: 'wasm' })
  expect((await training.measure())['modes']).toBe(0)
  await training.advance(800)
  expect((await training.measure())['modes']).toBeGreaterThanOrEqual(7)
  training.dispose()
}, 120_000)

test('images: smaller networks than the preset’s learn where the data are bright', async () => {
  const side = 28
  const central = (pixel: number) => Math.abs((pixel % side) - 14) < 6 && Math.abs(Math.floor(pixel / side) - 14) < 6
  const images = Uint8Array.from({ length: 128 * 784 }, (_, index) => (central(index % 784) ? 255 : 0))
  const optimizer = { kind: 'adam', learningRate: 0.005, beta1: 0.5 }
  const recipe = preset('digits', {
    data: { kind: 'digits', points: 128 },
    generator: [
      { dense: 32, activation: 'relu' },
      { dense: 784, activation: 'tanh' },
    ],
    discriminator: [{ dense: 32, activation: 'leakyRelu' }, { dense: 1 }],
    optimizers: { generator: optimizer, discriminator: optimizer },
    schedule: { steps: 150, batch: 16 },
  })
  const training = await Training.start(recipe, {
    backend: 'wasm',
    bytes: { images, labels: new Uint8Array(128) },
  })
  const contrast = async () => {
    const { samples } = await training.frame()
    expect(samples).toBeInstanceOf(Uint8Array)
    expect(samples).toHaveLength(64 * 784)
    const inside = samples.filter((_, index) => central(index % 784))
    const outside = samples.filter((_, index) => !central(index % 784))
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
    return mean(inside) - mean(outside)
  }
  expect(Math.abs(await contrast())).toBeLessThan(20)
  await training.advance(150)
  expect(await contrast()).toBeGreaterThan(50)
  training.dispose()
}, 120_000)
