/** Weights of the four cells round a place `t` of the way from the second to the third (Keys 1981, a = −1/2). */
function cubicWeights(t: number): [number, number, number, number] {
  return [
    ((-0.5 * t + 1) * t - 0.5) * t,
    (1.5 * t - 2.5) * t * t + 1,
    ((-1.5 * t + 2) * t + 0.5) * t,
    (0.5 * t - 0.5) * t * t,
  ]
}

/**
 * A grid made `factor` times finer by cubic convolution, its edges repeated outwards.
 * @param values size × size, row-major, 0 … 255; each belongs to its cell's centre, and so do the results.
 * @returns (factor · size) × (factor · size), kept within 0 … 255
 */
export function upsample(values: ArrayLike<number>, size: number, factor: number): Float32Array {
  const fine = size * factor
  // Where each fine cell looks: the four coarse cells round it and how much each counts.
  const taps = Array.from({ length: fine }, (_, i) => {
    const place = (i + 0.5) / factor - 0.5
    const base = Math.floor(place)
    const clamp = (cell: number) => Math.min(size - 1, Math.max(0, cell))
    return {
      cells: [clamp(base - 1), clamp(base), clamp(base + 1), clamp(base + 2)] as const,
      weights: cubicWeights(place - base),
    }
  })
  const stretched = new Float32Array(size * fine)
  for (let row = 0; row < size; row++) {
    const from = row * size
    for (let i = 0; i < fine; i++) {
      const { cells: c, weights: w } = taps[i]!
      stretched[row * fine + i] =
        values[from + c[0]]! * w[0] +
        values[from + c[1]]! * w[1] +
        values[from + c[2]]! * w[2] +
        values[from + c[3]]! * w[3]
    }
  }
  const result = new Float32Array(fine * fine)
  for (let row = 0; row < fine; row++) {
    const { cells, weights: w } = taps[row]!
    const [a, b, c, d] = [cells[0] * fine, cells[1] * fine, cells[2] * fine, cells[3] * fine]
    for (let i = 0; i < fine; i++) {
      const value =
        stretched[a + i]! * w[0] + stretched[b + i]! * w[1] + stretched[c + i]! * w[2] + stretched[d + i]! * w[3]
      result[row * fine + i] = Math.min(255, Math.max(0, value))
    }
  }
  return result
}
