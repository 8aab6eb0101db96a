import * as tf from '@tensorflow/tfjs-core'
import type { Checkpoint } from '../../contract/engine.ts'
import { dataWidth } from '../../contract/recipe/facts.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { readTensors } from '../checkpoints.ts'
import { RandomStream } from '../random/stream.ts'
import { makeGan } from './gan.ts'
import { drawLatents } from './latents.ts'

/** Examples made at once: bounds memory. A multiple of 4, so that the numbers don't depend on it. */
const slice = 1000

/**
 * Fresh examples from a checkpoint's generator, count × data width, by the stream "export": the same checkpoint gives
 * the same examples. Throws bad-input when the checkpoint doesn't fit the recipe.
 */
export function sampleCheckpoint(recipe: Recipe, checkpoint: Checkpoint, count: number): Float32Array {
  const gan = makeGan(recipe)
  const values = readTensors(checkpoint, gan.layout)
  const stream = new RandomStream(recipe.seed, 'export')
  const width = dataWidth(recipe.data)
  const samples = new Float32Array(count * width)
  tf.tidy(() => {
    const state = gan.layout.map(({ shape }, index) => tf.tensor(values[index]!, shape, 'float32'))
    for (let done = 0; done < count; done += slice) {
      const length = Math.min(slice, count - done)
      const latents = drawLatents(recipe.latent, length, stream)
      const made = tf.tidy(() =>
        gan.generate(state, tf.tensor2d(latents, [length, recipe.latent.size])).dataSync<'float32'>(),
      )
      samples.set(made, done * width)
    }
  })
  return samples
}
