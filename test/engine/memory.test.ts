import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { regularizerSchema } from '../../src/contract/recipe/regularizers.ts'
import { stabilizerSchema } from '../../src/contract/recipe/stabilizers.ts'
import { loadBackend } from '../../src/engine/backends/index.ts'
import { Training } from '../../src/engine/training.ts'
import { sampleCheckpoint } from '../../src/engine/families/sample.ts'
import { makeFamily } from '../../src/engine/families/index.ts'
import { makeExecutor } from '../../src/engine/executors/index.ts'
import { readDigits } from '../../src/workbench/digits.ts'
import { codedImages, codingFamilies } from './codingRecipes.ts'
import { smallRecipe } from './recipes.ts'

beforeAll(() => loadBackend('wasm'))

test('1,000 steps with frames, measures, checkpoints and samples leave no tensor behind', async () => {
  const before = tf.memory().numTensors
  const recipe = smallRecipe({ schedule: { steps: 1000, discriminatorSteps: 2 }, loss: { kind: 'wasserstein' } })
  const training = await Training.start(recipe, { backend: 'wasm' })
  await training.advance()
  const { numTensors, numBytes } = tf.memory()
  for (let step = 1; step < 1000; step++) {
    await training.advance()
    if (step % 100 !== 0) continue
    await training.measure()
    await training.frame()
    const other = await makeExecutor('wasm', 1, makeFamily(recipe).program)
    await sampleCheckpoint(recipe, other, training.checkpoint(), 10)
    other.dispose()
  }
  expect(tf.memory().numTensors).toBe(numTensors)
  expect(tf.memory().numBytes).toBe(numBytes)
  training.dispose()
  expect(tf.memory().numTensors).toBe(before)
}, 120_000)

test('steps with every regulariser and stabiliser leave no tensor behind', async () => {
  const before = tf.memory().numTensors
  const recipe = smallRecipe({
    regularizers: regularizerSchema.options.map(({ shape }) => ({ kind: shape.kind.value })),
    stabilizers: stabilizerSchema.options.map(({ shape }) => ({ kind: shape.kind.value })),
    schedule: { discriminatorSteps: 2 },
  })
  const training = await Training.start(recipe, { backend: 'wasm' })
  await training.advance()
  const { numTensors } = tf.memory()
  await training.advance(20)
  await training.frame()
  expect(tf.memory().numTensors).toBe(numTensors)
  training.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

test.each(codingFamilies)('steps, frames and samples of the family %s leave no tensor behind', async (family) => {
  const before = tf.memory().numTensors
  const recipe = codedImages(family)
  const training = await Training.start(recipe, { backend: 'wasm', bytes: await readDigits(40) })
  await training.advance()
  const { numTensors } = tf.memory()
  await training.advance(5)
  await training.measure()
  await training.frame()
  const other = await makeExecutor('wasm', 1, makeFamily(recipe).program)
  expect(await sampleCheckpoint(recipe, other, training.checkpoint(), 10)).toHaveLength(10 * 784)
  other.dispose()
  expect(tf.memory().numTensors).toBe(numTensors)
  training.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
