import type { Moments } from '../../contract/api.ts'
import type { Checkpoint } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { ColumnScale } from '../../contract/dataSet.ts'
import { dataWidth, imageShape } from '../../contract/recipe/facts.ts'
import { allExamples, makeDataset } from '../../engine/datasets/index.ts'
import type { StoreClient } from '../../store/index.ts'
import { dataFor } from '../data/bytes.ts'
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

/** Rows in the networks' units as the person has them: in double precision, which numbers far from 0 need. */
function inOwnUnits(rows: Float32Array, scales: readonly ColumnScale[]): Float64Array {
  return Float64Array.from(rows, (value, at) => {
    const { offset, scale } = scales[at % scales.length]!
    return offset + scale * value
  })
}

/**
 * Moments of all of a run's data and of fresh samples, of a table in its own units; the samples come with them in those
 * of the networks. Throws conflict for examples that are not two numbers.
 */
export async function readMoments({ store, id, step, sample }: MomentsRequest): Promise<RunMoments> {
  const { summary } = await store.call('run.get', { id })
  const { data, seed } = summary.recipe
  if (dataWidth(data) !== 2) {
    const width = dataWidth(data)
    const what = imageShape(data) ? 'images' : width === 1 ? 'single numbers' : `rows of ${width} numbers`
    throw new WorkbenchError('conflict', `“${summary.name}” is made of ${what}: moments are for 2-D points.`)
  }
  const checkpoint = await store.call('checkpoint.get', { id, ...(step === undefined ? {} : { step }) })
  const bytes = await dataFor(store, data)
  const scales = bytes && 'scales' in bytes ? bytes.scales : null
  const own = (points: Float32Array) => (scales ? inOwnUnits(points, scales) : points)
  const samples = await sample(checkpoint)
  const dataset = makeDataset(data, seed, bytes)
  return {
    truth: dataset.moments,
    data: momentsOf(own(allExamples(dataset))),
    dataPoints: dataset.count,
    fake: momentsOf(own(samples)),
    samples,
    step: checkpoint.step,
  }
}
