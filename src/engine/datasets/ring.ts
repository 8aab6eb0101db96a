import type { Moments } from '../../contract/api.ts'
import type { DataRecipe } from '../../contract/recipe/schema.ts'
import { RandomStream } from '../random/stream.ts'
import type { Dataset } from './dataset.ts'
import { pointsDataset } from './points.ts'

type RingRecipe = Extract<DataRecipe, { kind: 'ring' }>

function ringCentres({ modes, radius }: RingRecipe): Float32Array {
  const centres = new Float32Array(2 * modes)
  for (let mode = 0; mode < modes; mode++) {
    const angle = (2 * Math.PI * mode) / modes
    centres[2 * mode] = radius * Math.cos(angle)
    centres[2 * mode + 1] = radius * Math.sin(angle)
  }
  return centres
}

/** Moments of an even mixture of round Gaussians on a circle: those of the centres, and sd² on the diagonal. */
function ringMoments({ modes, radius, sd }: RingRecipe): Moments {
  const spread = sd * sd
  if (modes === 1) return [radius, 0, spread, 0, spread]
  if (modes === 2) return [0, 0, radius * radius + spread, 0, spread]
  const each = (radius * radius) / 2 + spread
  return [0, 0, each, 0, each]
}

/** `modes` round Gaussians evenly spaced on a circle, each point's mode drawn at random with equal chances. */
export function ring(recipe: RingRecipe, seed: number): Dataset {
  const modes = ringCentres(recipe)
  const stream = new RandomStream(seed, 'data')
  const chosen = stream.uniform(new Float64Array(recipe.points))
  const noise = stream.normal(new Float64Array(2 * recipe.points))
  const points = new Float32Array(2 * recipe.points)
  for (let i = 0; i < recipe.points; i++) {
    const mode = Math.floor(chosen[i]! * recipe.modes)
    points[2 * i] = modes[2 * mode]! + recipe.sd * noise[2 * i]!
    points[2 * i + 1] = modes[2 * mode + 1]! + recipe.sd * noise[2 * i + 1]!
  }
  return pointsDataset(points, ringMoments(recipe), { modes, sd: recipe.sd })
}
