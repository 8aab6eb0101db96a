import type { Extent, Field } from '../contract/picture.ts'
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

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length

function quantise(values: Float32Array, low: number, high: number): Uint8Array {
  const scale = high > low ? 255 / (high - low) : 0
  return Uint8Array.from(values, (value) => Math.round(Math.min(255, Math.max(0, (value - low) * scale))))
}

/**
 * D's judgements of the grid as 8-bit values. Probabilities where the loss gives them: σ of the logit, or for least
 * squares the output itself within 0 … 1. Else scores, whose middle is halfway between the mean scores of some real
 * examples and some fakes; hinge has a middle of its own, 0.
 */
export function makeField(
  loss: LossKind,
  judged: { grid: Float32Array; real: Float32Array; fake: Float32Array },
): Field {
  const { grid } = judged
  switch (loss) {
    case 'minimax':
    case 'nonSaturating': {
      const values = quantise(
        grid.map((logit) => 1 / (1 + Math.exp(-logit))),
        0,
        1,
      )
      return { size: fieldSize, values, low: 0, high: 1, middle: 0.5, probability: true }
    }
    case 'leastSquares':
      return { size: fieldSize, values: quantise(grid, 0, 1), low: 0, high: 1, middle: 0.5, probability: true }
    case 'hinge':
    case 'wasserstein': {
      const low = grid.reduce((least, value) => Math.min(least, value), Infinity)
      const high = grid.reduce((most, value) => Math.max(most, value), -Infinity)
      const middle = loss === 'hinge' ? 0 : (mean(judged.real) + mean(judged.fake)) / 2
      return { size: fieldSize, values: quantise(grid, low, high), low, high, middle, probability: false }
    }
  }
}
