import type { Checkpoint } from '../../contract/engine.ts'
import { dataWidth } from '../../contract/recipe/facts.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { readTensors } from '../checkpoints.ts'
import type { Executor } from '../executors/executor.ts'
import { drawLatents } from '../latents.ts'
import { RandomStream } from '../random/stream.ts'

/** Examples made at once: bounds memory. A multiple of 4, so that the numbers don't depend on it. */
const slice = 1000

/**
 * Fresh examples from a checkpoint's generator, count × data width, by the stream "export": the same checkpoint gives
 * the same examples. Throws bad-input when the checkpoint doesn't fit the recipe.
 */
export async function sampleCheckpoint(
  recipe: Recipe,
  executor: Executor,
  checkpoint: Checkpoint,
  count: number,
): Promise<Float32Array> {
  executor.load(readTensors(checkpoint, executor.program.state))
  const stream = new RandomStream(recipe.seed, 'export')
  const width = dataWidth(recipe.data)
  const samples = new Float32Array(count * width)
  for (let done = 0; done < count; done += slice) {
    const length = Math.min(slice, count - done)
    const latents = drawLatents(recipe.latent, length, stream)
    samples.set(await executor.call('generate', latents, length), done * width)
  }
  return samples
}
