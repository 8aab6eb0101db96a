import type { DataRecipe } from '../../contract/recipe/data.ts'
import { RandomStream } from '../random/stream.ts'
import type { Dataset } from './dataset.ts'
import { pointsDataset } from './points.ts'

/** The dark squares of a board, evenly filled: those whose row and column are both even or both odd. */
export function checkerboard(recipe: Extract<DataRecipe, { kind: 'checkerboard' }>, seed: number): Dataset {
  const { side, points } = recipe
  const dark = Array.from({ length: side * side }, (_, index) => [index % side, Math.floor(index / side)] as const)
    .filter(([column, row]) => (column + row) % 2 === 0)
    .map(([column, row]) => [column - side / 2, row - side / 2] as const)
  const stream = new RandomStream(seed, 'data')
  const chosen = stream.uniform(new Float64Array(points))
  const inside = stream.uniform(new Float64Array(2 * points))
  const drawn = new Float32Array(2 * points)
  for (let i = 0; i < points; i++) {
    const [left, bottom] = dark[Math.floor(chosen[i]! * dark.length)]!
    drawn[2 * i] = left + inside[2 * i]!
    drawn[2 * i + 1] = bottom + inside[2 * i + 1]!
  }
  const mean = (of: (square: readonly [number, number]) => number) =>
    dark.reduce((sum, square) => sum + of(square), 0) / dark.length
  const [meanX, meanY] = [mean(([left]) => left + 0.5), mean(([, bottom]) => bottom + 0.5)]
  // Within a square of side 1 each coordinate has a variance of 1/12.
  const variance = (axis: 0 | 1, middle: number) => mean((square) => (square[axis] + 0.5 - middle) ** 2) + 1 / 12
  const covariance = mean(([left, bottom]) => (left + 0.5 - meanX) * (bottom + 0.5 - meanY))
  return pointsDataset(drawn, {
    moments: [meanX, meanY, variance(0, meanX), covariance, variance(1, meanY)],
    density: (x, y) => {
      const [column, row] = [Math.floor(x + side / 2), Math.floor(y + side / 2)]
      const onBoard = column >= 0 && column < side && row >= 0 && row < side
      return onBoard && (column + row) % 2 === 0 ? 1 / dark.length : 0
    },
  })
}
