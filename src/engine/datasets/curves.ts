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

type CurveRecipe = Extract<DataRecipe, { kind: 'swissRoll' | 'moons' | 'spirals' }>

/** Places evenly spread over a curve's parameter, m × 2, close together beside the noise. */
export function curveCentres(recipe: CurveRecipe): Float64Array {
  const { curve, branches } = curveOf(recipe)
  const count = Math.max(fewestCentres, Math.ceil((lengthOf(curve, branches) * 2 * centresPerWidth) / recipe.noise))
  return Float64Array.from({ length: 2 * count }, (_, index) => curve(((index >> 1) + 0.5) / count)[index % 2]!)
}

/** Examples evenly spread over a curve's parameter, with round noise. */
export function noisyCurve(recipe: CurveRecipe, seed: number): Dataset {
  const { noise, points } = recipe
  const { curve } = curveOf(recipe)
  const stream = new RandomStream(seed, 'data')
  const places = stream.uniform(new Float64Array(points))
  const moved = stream.normal(new Float64Array(2 * points))
  const drawn = new Float32Array(2 * points)
  for (let i = 0; i < points; i++) {
    const [x, y] = curve(places[i]!)
    drawn[2 * i] = x + noise * moved[2 * i]!
    drawn[2 * i + 1] = y + noise * moved[2 * i + 1]!
  }
  const centres = curveCentres(recipe)
  return pointsDataset(drawn, { moments: mixtureMoments(centres, noise), density: roundMixture(centres, noise) })
}

function curveOf(recipe: CurveRecipe): { curve: Curve; branches: number } {
  switch (recipe.kind) {
    case 'swissRoll':
      return { curve: swissRoll, branches: 1 }
    case 'moons':
      return { curve: moons, branches: 2 }
    case 'spirals':
      return { curve: spirals(recipe.arms, recipe.turns), branches: recipe.arms }
  }
}

/** r = θ from a half turn to two turns, its outer end at radius 2. */
const swissRoll: Curve = (place) => {
  const turns = 0.5 + 1.5 * place
  const angle = 2 * Math.PI * turns
  return [turns * Math.cos(angle), turns * Math.sin(angle)]
}

/** Two half circles of radius 1, the second upside down and moved by (1, −0.5), around their common middle. */
const moons: Curve = (place) => {
  const upper = place < 0.5
  const angle = 2 * Math.PI * (upper ? place : place - 0.5)
  const [x, y] = [Math.cos(angle), Math.sin(angle)]
  return upper ? [x - 0.5, y - 0.25] : [0.5 - x, 0.25 - y]
}

/** Arms that leave the origin in evenly spaced directions and turn out to a radius of 2. */
const spirals =
  (arms: number, turns: number): Curve =>
  (place) => {
    const arm = Math.floor(place * arms)
    // √ spreads the points evenly along an arm rather than crowding them at its root.
    const out = Math.sqrt(place * arms - arm)
    const angle = 2 * Math.PI * (turns * out + arm / arms)
    return [2 * out * Math.cos(angle), 2 * out * Math.sin(angle)]
  }
