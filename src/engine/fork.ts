import type { BackendId, Checkpoint, DataBytes, Forked } from '../contract/engine.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { fitCheckpoint } from './fitCheckpoint.ts'
import { Training } from './training.ts'

export interface ForkOptions {
  backend: BackendId
  threads: number
  data?: DataBytes | undefined
  /** The recipe that the checkpoint's run was trained by. */
  parent: Recipe
  checkpoint: Checkpoint
}

/**
 * What a run begins as that goes on from another's checkpoint: its own first checkpoint, with the picture and the
 * measures of that step as the new recipe has them. Throws bad-input where a network has another shape, unavailable
 * when the engine can't be had.
 */
export async function forkRun(recipe: Recipe, options: ForkOptions): Promise<Forked> {
  const { backend, threads, data, parent } = options
  const { checkpoint, anew } = fitCheckpoint(recipe, parent, options.checkpoint)
  const training = await Training.start(recipe, { backend, threads, checkpoint, ...(data ? { bytes: data } : {}) })
  try {
    const measures = await training.measure()
    return { measures, frame: await training.frame(), scene: training.scene, checkpoint: training.checkpoint(), anew }
  } finally {
    training.dispose()
  }
}
