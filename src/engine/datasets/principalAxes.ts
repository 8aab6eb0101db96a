/** Enough for directions that a picture can't tell from the exact ones. */
const mostTurns = 60

const dot = (a: ArrayLike<number>, b: ArrayLike<number>, width: number, from = 0) => {
  let sum = 0
  for (let i = 0; i < width; i++) sum += a[from + i]! * b[i]!
  return sum
}

/** The rows less their mean, in double precision. */
function centred(rows: Float32Array, width: number): Float64Array {
  const count = rows.length / width
  const mean = new Float64Array(width)
  for (let at = 0; at < rows.length; at++) mean[at % width]! += rows[at]! / count
  return Float64Array.from(rows, (value, at) => value - mean[at % width]!)
}

/** Makes `vector` of length 1 and at right angles to `other`; false where nothing is left of it. */
function straighten(vector: Float64Array, other: Float64Array | null): boolean {
  const along = other ? dot(vector, other, vector.length) : 0
  for (let i = 0; i < vector.length; i++) vector[i]! -= along * (other?.[i] ?? 0)
  const length = Math.sqrt(dot(vector, vector, vector.length))
  if (!(length > 1e-12)) return false
  for (let i = 0; i < vector.length; i++) vector[i]! /= length
  return true
}

/** The direction of most variance at right angles to `other`, by powers of the covariance; a unit vector where none is left. */
function direction(rows: Float64Array, width: number, other: Float64Array | null): Float64Array {
  let vector = new Float64Array(width)
  // Begins with the column of most variance, or of most of what `other` leaves.
  let widest = 0
  for (let column = 0; column < width; column++) {
    // Where nothing varies a column counts by what it adds to `other`.
    let squares = 1e-30
    for (let at = column; at < rows.length; at += width) squares += rows[at]! ** 2
    squares *= 1 - (other?.[column] ?? 0) ** 2
    if (squares > widest) {
      widest = squares
      vector.fill(0)
      vector[column] = 1
    }
  }
  straighten(vector, other)
  for (let turn = 0; turn < mostTurns; turn++) {
    const next = new Float64Array(width)
    for (let at = 0; at < rows.length; at += width) {
      const share = dot(rows, vector, width, at)
      for (let i = 0; i < width; i++) next[i]! += share * rows[at + i]!
    }
    if (!straighten(next, other)) break
    const change = 1 - dot(next, vector, width)
    vector = next
    if (change < 1e-12) break
  }
  // Of the two ways round the one in which the largest entry points up, so that pictures don't flip by chance.
  const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)
  return largest < 0 ? vector.map((value) => -value) : vector
}

/**
 * The two directions in which rows (n × width) vary most, 2 × width, each of length 1, and the shares of the variance
 * that lie in them (Pearson 1901): found by turning a vector by the rows' covariance until it stays.
 */
export function principalAxes(rows: Float32Array, width: number): { plane: Float32Array; shares: [number, number] } {
  const centredRows = centred(rows, width)
  const first = direction(centredRows, width, null)
  const second = direction(centredRows, width, first)
  const total = dot(centredRows, centredRows, centredRows.length)
  const share = (axis: Float64Array) => {
    let squares = 0
    for (let at = 0; at < centredRows.length; at += width) squares += dot(centredRows, axis, width, at) ** 2
    return total > 0 ? squares / total : 0
  }
  return { plane: Float32Array.of(...first, ...second), shares: [share(first), share(second)] }
}
