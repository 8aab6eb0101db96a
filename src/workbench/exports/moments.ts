import type { Moments } from '../../contract/api.ts'
import type { DataRecipe } from '../../contract/recipe/schema.ts'
import { CsvWriter } from './csv.ts'

/** Mean and covariance (divided by n) of n × 2 points, in double precision; two passes, so that nothing cancels. */
export function momentsOf(points: ArrayLike<number>): Moments {
  const count = Math.floor(points.length / 2)
  let meanX = 0
  let meanY = 0
  for (let i = 0; i < count; i++) {
    meanX += points[2 * i]! / count
    meanY += points[2 * i + 1]! / count
  }
  let xx = 0
  let xy = 0
  let yy = 0
  for (let i = 0; i < count; i++) {
    const x = points[2 * i]! - meanX
    const y = points[2 * i + 1]! - meanY
    xx += (x * x) / count
    xy += (x * y) / count
    yy += (y * y) / count
  }
  return [meanX, meanY, xx, xy, yy]
}

/**
 * The true moments of the distribution that 2-D data is drawn from, or null for data without one.
 * Linear Gaussian: mean b, covariance AᵀA. Ring of m modes: that of the m centres, plus sd² on the diagonal.
 */
export function trueMoments(data: DataRecipe): Moments | null {
  if (data.kind === 'linearGaussian') {
    const [[a, b], [c, d]] = data.matrix
    return [data.mean[0], data.mean[1], a * a + c * c, a * b + c * d, b * b + d * d]
  }
  if (data.kind === 'ring') {
    const centres = Array.from({ length: data.modes }, (_, i) => (2 * Math.PI * i) / data.modes).flatMap((angle) => [
      data.radius * Math.cos(angle),
      data.radius * Math.sin(angle),
    ])
    const [meanX, meanY, xx, xy, yy] = momentsOf(centres)
    const spread = data.sd ** 2
    return [meanX, meanY, xx + spread, xy, yy + spread]
  }
  return null
}

export interface MomentsTable {
  truth: Moments | null
  data: Moments
  /** Points the data's moments were computed from. */
  dataPoints: number
  fake: Moments
  fakePoints: number
}

/** Rows truth (where known), data and generated; the truth has no number of points. */
export function momentsCsv({ truth, data, dataPoints, fake, fakePoints }: MomentsTable): Uint8Array {
  const csv = new CsvWriter()
  const row = (name: string, points: number | null, moments: Moments) =>
    csv.row([name, points === null ? '' : String(points), ...moments.map(String)])
  csv.row(['of', 'points', 'mean_x', 'mean_y', 'var_x', 'cov_xy', 'var_y'])
  if (truth) row('truth', null, truth)
  row('data', dataPoints, data)
  row('generated', fakePoints, fake)
  return csv.bytes()
}
