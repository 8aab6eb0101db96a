import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { loadBackend } from '../../src/engine/backends/index.ts'
import { GanTraining } from '../../src/engine/families/ganTraining.ts'
import { sampleCheckpoint } from '../../src/engine/families/sample.ts'
import { smallRecipe } from './recipes.ts'

beforeAll(() => loadBackend('wasm'))

test('1,000 steps with frames, measures, checkpoints and samples leave no tensor behind', () => {
  const before = tf.memory().numTensors
  const recipe = smallRecipe({ schedule: { steps: 1000, discriminatorSteps: 2 }, loss: { kind: 'wasserstein' } })
  const training = new GanTraining(recipe)
  training.advance()
  const { numTensors, numBytes } = tf.memory()
  for (let step = 1; step < 1000; step++) {
    training.advance()
    if (step % 100 !== 0) continue
    training.measure()
    training.frame()
    sampleCheckpoint(recipe, training.checkpoint(), 10)
  }
  expect(tf.memory().numTensors).toBe(numTensors)
  expect(tf.memory().numBytes).toBe(numBytes)
  training.dispose()
  expect(tf.memory().numTensors).toBe(before)
}, 120_000)
