import type { Moments } from '../../contract/api.ts'
import { RandomStream } from '../random/stream.ts'
import type { Dataset } from './dataset.ts'
import { roundMixture } from './density.ts'
import { pointsDataset } from './points.ts'

/** Mean and covariance of an even mixture of round Gaussians: those of the centres (m × 2), and sd² on the diagonal. */
export function mixtureMoments(centres: Float64Array, sd: number): Moments {
  const count = centres.length / 2
  const mean = (of: (x: number, y: number) => number) => {
    let sum = 0
    for (let i = 0; i < centres.length; i += 2) sum += of(centres[i]!, centres[i + 1]!)
    return sum / count
  }
  const [meanX, meanY] = [mean((x) => x), mean((_, y) => y)]
  return [
    meanX,
    meanY,
    mean((x) => (x - meanX) ** 2) + sd * sd,
    mean((x, y) => (x - meanX) * (y - meanY)),
    mean((_, y) => (y - meanY) ** 2) + sd * sd,
  ]
}

/** `points` examples of an even mixture, each one's centre drawn at random with equal chances. */
export function drawMixture(centres: Float64Array, sd: number, points: number, seed: number): Float32Array {
  const stream = new RandomStream(seed, 'data')
  const chosen = stream.uniform(new Float64Array(points))
  const noise = stream.normal(new Float64Array(2 * points))
  const drawn = new Float32Array(2 * points)
  for (let i = 0; i < points; i++) {
    const centre = Math.floor((chosen[i]! * centres.length) / 2)
    drawn[2 * i] = centres[2 * centre]! + sd * noise[2 * i]!
    drawn[2 * i + 1] = centres[2 * centre + 1]! + sd * noise[2 * i + 1]!
  }
  return drawn
}

/** Round Gaussians that are the data's modes. */
export function modesDataset(centres: Float64Array, sd: number, points: number, seed: number): Dataset {
  const drawn = drawMixture(centres, sd, points, seed)
  return pointsDataset(drawn, {
    moments: mixtureMoments(centres, sd),
    density: roundMixture(centres, sd),
    clusters: { modes: Float32Array.from(centres), sd },
  })
}
