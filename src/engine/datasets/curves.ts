import type { DataRecipe } from '../../contract/recipe/data.ts'
import { RandomStream } from '../random/stream.ts'
import type { Dataset } from './dataset.ts'
import { roundMixture } from './density.ts'
import { mixtureMoments } from './mixture.ts'
import { pointsDataset } from './points.ts'

/** A point of the plane for each place in [0, 1) along a curve, which may have several branches. */
type Curve = (place: number) => readonly [number, number]

/** Centres along the curve that stand for all of it in sums: closer together than the noise is wide. */
const centresPerWidth = 2
const fewestCentres = 512

/** Length of a curve of several branches, jumps between them left out. */
function lengthOf(curve: Curve, branches: number): number {
  const steps = 400
  let length = 0
  for (let branch = 0; branch < branches; branch++) {
    const at = (step: number) => curve((branch + (step + 0.5) / (steps + 1)) / branches)
    for (let step = 0; step < steps; step++) {
      const [x, y] = at(step)
      const [nextX, nextY] = at(step + 1)
      length += Math.hypot(nextX - x, nextY - y)
    }
  }
  return length
}

/** Examples evenly spread over a curve's parameter, with round noise. */
function noisyCurve(curve: Curve, branches: number, noise: number, points: number, seed: number): Dataset {
  const stream = new RandomStream(seed, 'data')
  const places = stream.uniform(new Float64Array(points))
  const moved = stream.normal(new Float64Array(2 * points))
  const drawn = new Float32Array(2 * points)
  for (let i = 0; i < points; i++) {
    const [x, y] = curve(places[i]!)
    drawn[2 * i] = x + noise * moved[2 * i]!
    drawn[2 * i + 1] = y + noise * moved[2 * i + 1]!
  }
  const count = Math.max(fewestCentres, Math.ceil((lengthOf(curve, branches) * 2 * centresPerWidth) / noise))
  const centres = Float64Array.from(
    { length: 2 * count },
    (_, index) => curve(((index >> 1) + 0.5) / count)[index % 2]!,
  )
  return pointsDataset(drawn, { moments: mixtureMoments(centres, noise), density: roundMixture(centres, noise) })
}

/** r = θ from a half turn to two turns, its outer end at radius 2. */
export function swissRoll({ noise, points }: Extract<DataRecipe, { kind: 'swissRoll' }>, seed: number): Dataset {
  const curve: Curve = (place) => {
    const turns = 0.5 + 1.5 * place
    const angle = 2 * Math.PI * turns
    return [turns * Math.cos(angle), turns * Math.sin(angle)]
  }
  return noisyCurve(curve, 1, noise, points, seed)
}

/** Two half circles of radius 1, the second upside down and moved by (1, −0.5), around their common middle. */
export function moons({ noise, points }: Extract<DataRecipe, { kind: 'moons' }>, seed: number): Dataset {
  const curve: Curve = (place) => {
    const upper = place < 0.5
    const angle = 2 * Math.PI * (upper ? place : place - 0.5)
    const [x, y] = [Math.cos(angle), Math.sin(angle)]
    return upper ? [x - 0.5, y - 0.25] : [0.5 - x, 0.25 - y]
  }
  return noisyCurve(curve, 2, noise, points, seed)
}

/** Arms that leave the origin in evenly spaced directions and turn out to a radius of 2. */
export function spirals(recipe: Extract<DataRecipe, { kind: 'spirals' }>, seed: number): Dataset {
  const { arms, turns, noise, points } = recipe
  const curve: Curve = (place) => {
    const arm = Math.floor(place * arms)
    // √ spreads the points evenly along an arm rather than crowding them at its root.
    const out = Math.sqrt(place * arms - arm)
    const angle = 2 * Math.PI * (turns * out + arm / arms)
    return [2 * out * Math.cos(angle), 2 * out * Math.sin(angle)]
  }
  return noisyCurve(curve, arms, noise, points, seed)
}
