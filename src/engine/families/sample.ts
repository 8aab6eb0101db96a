import type { Checkpoint } from '../../contract/engine.ts'
import { dataWidth } from '../../contract/recipe/facts.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { networkShapes, sizeOfShape } from '../../contract/recipe/shapes.ts'
import { readTensors } from '../checkpoints.ts'
import type { Family } from './family.ts'
import { makeFamily } from './index.ts'
import type { Executor } from '../executors/executor.ts'
import { drawLatents } from '../latents.ts'
import { RandomStream } from '../random/stream.ts'

/** Numbers that a layer makes at once: bounds memory. */
const mostAtOnce = 30_000_000

/** Examples made at once. A multiple of 4, so that the numbers don't depend on it. */
function sliceOf({ latent, network }: Family['sampling']): number {
  const widest = Math.max(latent.size, ...networkShapes(network, [latent.size]).shapes.map(sizeOfShape))
  return Math.min(1000, 4 * Math.max(1, Math.floor(mostAtOnce / widest / 4)))
}

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
  const { sampling } = makeFamily(recipe)
  const slice = sliceOf(sampling)
  for (let done = 0; done < count; done += slice) {
    const length = Math.min(slice, count - done)
    const latents = drawLatents(sampling.latent, length, stream)
    samples.set(await executor.call('generate', latents, length), done * width)
  }
  return samples
}
