import type { Moments } from '../../contract/api.ts'
import type { Checkpoint } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { dataWidth } from '../../contract/recipe/facts.ts'
import { allExamples, makeDataset } from '../../engine/datasets/index.ts'
import type { StoreClient } from '../../store/index.ts'
import { momentsOf } from './moments.ts'

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

/** Moments of all of a run's data and of fresh samples, which come with them. Throws conflict for images. */
export async function readMoments({ store, id, step, sample }: MomentsRequest): Promise<RunMoments> {
  const { summary } = await store.call('run.get', { id })
  const { data, seed } = summary.recipe
  if (dataWidth(data) !== 2) {
    throw new WorkbenchError('conflict', `“${summary.name}” is made of images: moments are for 2-D points.`)
  }
  const checkpoint = await store.call('checkpoint.get', { id, ...(step === undefined ? {} : { step }) })
  const samples = await sample(checkpoint)
  const dataset = makeDataset(data, seed)
  return {
    truth: dataset.moments,
    data: momentsOf(allExamples(dataset)),
    dataPoints: dataset.count,
    fake: momentsOf(samples),
    samples,
    step: checkpoint.step,
  }
}
