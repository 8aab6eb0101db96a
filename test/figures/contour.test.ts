import { describe, expect, test } from 'vitest'
import { contourLines } from '../../src/figures/contour.ts'
import { upsample } from '../../src/figures/upsample.ts'

function grid(size: number, value: (column: number, row: number) => number) {
  return { size, values: Float32Array.from({ length: size * size }, (_, i) => value(i % size, Math.floor(i / size))) }
}

describe('contourLines', () => {
  test('a slope is crossed by one straight line at the level', () => {
    const lines = contourLines(
      grid(16, (column) => column * 10),
      73,
    )
    expect(lines).toHaveLength(1)
    const [line] = lines
    expect(line).toHaveLength(2 * 16)
    for (let i = 0; i < line!.length; i += 2) expect(line![i]).toBeCloseTo(7.3, 5)
    const rows = line!.filter((_, i) => i % 2 === 1).sort((a, b) => a - b)
    expect(rows).toEqual(Array.from({ length: 16 }, (_, i) => i))
  })

  test('a hill has one closed curve, at the radius of the level', () => {
    const lines = contourLines(
      grid(41, (column, row) => 100 - 4 * Math.hypot(column - 20, row - 20)),
      60,
    )
    expect(lines).toHaveLength(1)
    const [line] = lines
    expect(line!.slice(0, 2)).toEqual(line!.slice(-2))
    for (let i = 0; i < line!.length; i += 2) {
      expect(Math.hypot(line![i]! - 20, line![i + 1]! - 20)).toBeCloseTo(10, 1)
    }
  })

  test('a saddle is cut into two curves that do not cross', () => {
    const lines = contourLines({ size: 2, values: [100, 0, 0, 100] }, 40)
    expect(lines).toHaveLength(2)
    // The mean, 50, is above the level: the high corners are joined, each line cuts off a low one.
    for (const line of lines) {
      const aboveDiagonal = line[1]! > line[0]!
      expect(line[3]! > line[2]!).toBe(aboveDiagonal)
    }
  })

  test('two hills have two curves, a plain has none', () => {
    const hills = grid(
      40,
      (column, row) =>
        100 * Math.exp(-((column - 10) ** 2 + (row - 20) ** 2) / 20) +
        100 * Math.exp(-((column - 30) ** 2 + (row - 20) ** 2) / 20),
    )
    expect(contourLines(hills, 50)).toHaveLength(2)
    expect(
      contourLines(
        grid(8, () => 255),
        127.5,
      ),
    ).toEqual([])
  })
})

describe('upsample', () => {
  test('keeps a slope straight and the middle of each cell where it was', () => {
    const fine = upsample(grid(8, (column) => 20 * column + 10).values, 8, 3)
    // The middle fine cell of each coarse one lies on its centre.
    for (let column = 0; column < 8; column++) expect(fine[12 * 24 + 3 * column + 1]).toBeCloseTo(20 * column + 10, 4)
    expect(fine[12 * 24 + 12]! - fine[12 * 24 + 11]!).toBeCloseTo(20 / 3, 4)
  })

  test('never leaves 0 … 255 where the curve would overshoot', () => {
    const fine = upsample(grid(8, (column) => (column < 4 ? 0 : 255)).values, 8, 3)
    expect(Math.min(...fine)).toBe(0)
    expect(Math.max(...fine)).toBe(255)
  })
})
