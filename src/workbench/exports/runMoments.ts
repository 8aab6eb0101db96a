import type { Moments } from '../../contract/api.ts'
import type { Checkpoint } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { StoreClient } from '../../store/index.ts'
import { momentsOf, trueMoments } from './moments.ts'

export interface MomentsRequest {
  store: StoreClient
  id: string
  /** Newest checkpoint at or before it, or the newest of all. */
  step?: number | undefined
  /** Fresh examples of the checkpoint's generator, n × 2. */
  sample(checkpoint: Checkpoint): Promise<Float32Array>
}

export interface RunMoments {
  truth: Moments | null
  data: Moments
  dataPoints: number
  fake: Moments
  samples: Float32Array
  step: number
}

/** Moments of a run's stored data and of fresh samples, which come with them. Throws conflict for images. */
export async function readMoments({ store, id, step, sample }: MomentsRequest): Promise<RunMoments> {
  const { scene, summary } = await store.call('run.get', { id })
  if (scene?.kind !== 'points') {
    const why = scene ? 'is made of images: there are moments of 2-D points only' : 'has not begun to train'
    throw new WorkbenchError('conflict', `“${summary.name}” ${why}.`)
  }
  const checkpoint = await store.call('checkpoint.get', { id, ...(step === undefined ? {} : { step }) })
  const samples = await sample(checkpoint)
  return {
    truth: trueMoments(summary.recipe.data),
    data: momentsOf(scene.real),
    dataPoints: scene.real.length / 2,
    fake: momentsOf(samples),
    samples,
    step: checkpoint.step,
  }
}
