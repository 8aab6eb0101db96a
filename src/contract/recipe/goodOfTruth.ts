import type { DataRecipe } from './data.ts'

const deviations = 3
/** Of the plane: 1 − exp(−9/2) of a round Gaussian lies within 3 sd. */
const ofThePlane = 1 - Math.exp(-(deviations ** 2) / 2)
const cells = 400

type Gaussians = Extract<DataRecipe, { kind: 'line' }>['gaussians']

/** Mass of a mixture within 3 sd of any of its Gaussians, by the midpoint rule over each of the parts these cover. */
function ofALine(gaussians: Gaussians): number {
  const whole = gaussians.reduce((sum, { weight }) => sum + weight, 0)
  const edges = gaussians.flatMap(({ at, sd }) => [at - deviations * sd, at + deviations * sd]).sort((a, b) => a - b)
  let sum = 0
  for (const [index, left] of edges.slice(0, -1).entries()) {
    const wide = edges[index + 1]! - left
    const middle = left + wide / 2
    if (!gaussians.some(({ at, sd }) => Math.abs(middle - at) <= deviations * sd)) continue
    for (let cell = 0; cell < cells; cell++) {
      const x = left + ((cell + 0.5) / cells) * wide
      for (const { at, sd, weight } of gaussians) {
        const density = Math.exp(-(((x - at) / sd) ** 2) / 2) / (sd * Math.sqrt(2 * Math.PI))
        sum += ((weight / whole) * density * wide) / cells
      }
    }
  }
  return sum
}

/**
 * Share of the true data within 3 sd of a mode: 98.9 % of round Gaussians of the plane, 99.7 % of one on a line, more
 * where those on a line overlap. Of data without modes it says nothing.
 */
export function goodOfTruth(data: DataRecipe): number {
  return data.kind === 'line' ? ofALine(data.gaussians) : ofThePlane
}
