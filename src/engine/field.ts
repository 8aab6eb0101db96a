import type { Extent, Field, Judgement } from '../contract/picture.ts'
import type { LossKind } from '../contract/recipe/schema.ts'

/** Cells a side of D's field. */
export const fieldSize = 72

/** Centres of the field's cells over the extent, size² × 2, row 0 at the bottom. */
export function fieldGrid([left, right, bottom, top]: Extent): Float32Array {
  const grid = new Float32Array(2 * fieldSize * fieldSize)
  for (let row = 0; row < fieldSize; row++) {
    for (let column = 0; column < fieldSize; column++) {
      const cell = 2 * (row * fieldSize + column)
      grid[cell] = left + ((column + 0.5) / fieldSize) * (right - left)
      grid[cell + 1] = bottom + ((row + 0.5) / fieldSize) * (top - bottom)
    }
  }
  return grid
}

/** What the byte range, or a curve's axis, of D's judgements stands for. */
type Scale = Pick<Field, 'low' | 'high' | 'middle' | 'probability'>

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length

function quantise(values: Float32Array, low: number, high: number): Uint8Array {
  const scale = high > low ? 255 / (high - low) : 0
  return Uint8Array.from(values, (value) => Math.round(Math.min(255, Math.max(0, (value - low) * scale))))
}

/** D's judgements of a grid, of real examples and of fakes. */
interface Judged {
  grid: Float32Array
  real: Float32Array
  fake: Float32Array
}

/**
 * D's judgements with their scale. Probabilities where the loss gives them: σ of the logit, or for least squares the
 * output itself within 0 … 1. Else scores, whose middle is halfway between the mean scores of some real examples and
 * some fakes; hinge has a middle of its own, 0.
 */
function judgements(loss: LossKind, { grid, real, fake }: Judged): { values: Float32Array } & Scale {
  const probabilities = { low: 0, high: 1, middle: 0.5, probability: true }
  switch (loss) {
    case 'minimax':
    case 'nonSaturating':
      return { values: grid.map((logit) => 1 / (1 + Math.exp(-logit))), ...probabilities }
    case 'leastSquares':
      return { values: grid, ...probabilities }
    case 'hinge':
    case 'wasserstein': {
      const low = grid.reduce((least, value) => Math.min(least, value), Infinity)
      const high = grid.reduce((most, value) => Math.max(most, value), -Infinity)
      const middle = loss === 'hinge' ? 0 : (mean(real) + mean(fake)) / 2
      return { values: grid, low, high, middle, probability: false }
    }
  }
}

/** D over the grid of a plane, as 8-bit values. */
export function makeField(loss: LossKind, judged: Judged): Field {
  const { values, ...scale } = judgements(loss, judged)
  return { size: fieldSize, values: quantise(values, scale.low, scale.high), ...scale }
}

/** D along a line. */
export const makeJudgement = (loss: LossKind, judged: Judged): Judgement => judgements(loss, judged)
