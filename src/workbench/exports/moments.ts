import type { Moments } from '../../contract/api.ts'
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
