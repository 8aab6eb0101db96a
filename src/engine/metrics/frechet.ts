import { symmetricEigen } from './symmetricEigen.ts'

/** Mean (d) and covariance (d × d, row-major, divided by n) of rows. */
export interface Gaussian {
  mean: Float64Array
  covariance: Float64Array
}

/** Moments of n rows of `width` numbers. */
export function gaussianOf(rows: ArrayLike<number>, width: number): Gaussian {
  const count = rows.length / width
  const mean = new Float64Array(width)
  for (let i = 0; i < rows.length; i++) mean[i % width]! += rows[i]! / count
  const covariance = new Float64Array(width * width)
  const centred = new Float64Array(width)
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) centred[i] = rows[row * width + i]! - mean[i]!
    for (let i = 0; i < width; i++) {
      const value = centred[i]! / count
      for (let j = 0; j <= i; j++) covariance[i * width + j]! += value * centred[j]!
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) covariance[j * width + i] = covariance[i * width + j]!
  return { mean, covariance }
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const value = a[i * size + k]!
      for (let j = 0; j < size; j++) out[i * size + j]! += value * b[k * size + j]!
    }
  }
  return out
}

/** The symmetric root of a symmetric matrix without negative eigenvalues. */
function root(matrix: Float64Array, size: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, size)
  const scaled = new Float64Array(size * size)
  const turned = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      scaled[i * size + j] = vectors[i * size + j]! * Math.sqrt(Math.max(0, values[j]!))
      turned[j * size + i] = vectors[i * size + j]!
    }
  }
  return product(scaled, turned, size)
}

/**
 * Fréchet distance of two Gaussians, ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁^½ Σ₂ Σ₁^½)^½): 0 for equal moments.
 * Dowson and Landau (1982); as a measure of generators, Heusel et al., "Two time-scale update rule" (2017).
 */
export function frechetDistance(a: Gaussian, b: Gaussian): number {
  const size = a.mean.length
  const rootOfA = root(a.covariance, size)
  const inner = product(product(rootOfA, b.covariance, size), rootOfA, size)
  // Rounding leaves it a little unsymmetric.
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const middle = (inner[i * size + j]! + inner[j * size + i]!) / 2
      inner[i * size + j] = middle
      inner[j * size + i] = middle
    }
  }
  const { values } = symmetricEigen(inner, size)
  let distance = 0
  for (let i = 0; i < size; i++) {
    distance += (a.mean[i]! - b.mean[i]!) ** 2 + a.covariance[i * size + i]! + b.covariance[i * size + i]!
    distance -= 2 * Math.sqrt(Math.max(0, values[i]!))
  }
  return Math.max(0, distance)
}
