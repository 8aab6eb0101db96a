import type { LessonFigure } from '../../contract/lesson.ts'
import { makeFamily } from '../families/index.ts'
import type { Training } from '../training.ts'

/** What a run's G makes of latents (n × size): n × width. */
export const fakesOf = (training: Training, latents: Float32Array): Promise<Float32Array> =>
  training.executor.call('generate', latents, latents.length / makeFamily(training.recipe).sampling.latent.size)

/** D's logits of points of the plane (n × 2): n. */
export const logitsOf = (training: Training, points: Float32Array): Promise<Float32Array> =>
  training.executor.call('judge', points, points.length / 2)

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

/** The mean of `of` over the values. */
export function meanOf(values: ArrayLike<number>, of: (value: number) => number = (value) => value): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += of(values[i]!)
  return sum / values.length
}

type Series = Extract<LessonFigure, { kind: 'curves' }>['series'][number]

/** A curve over x. */
export const curve = (label: string, x: readonly number[], y: readonly number[], dashed = false): Series => ({
  label,
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  dashed,
})

/** What V says of the divergence: (V + 2 log 2) / 2, in nat. Goodfellow et al. 2014, theorem 1. */
export const estimateFrom = (value: number): number => (value + 2 * Math.LN2) / 2
