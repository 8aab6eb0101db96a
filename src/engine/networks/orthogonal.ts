/** Takes from `vector` its parts along the rows before it, and makes it of length 1. Twice, because once is not exact. */
function orthonormalize(rows: readonly Float64Array[], vector: Float64Array): void {
  for (let pass = 0; pass < 2; pass++) {
    for (const row of rows) {
      let along = 0
      for (let i = 0; i < row.length; i++) along += row[i]! * vector[i]!
      for (let i = 0; i < row.length; i++) vector[i]! -= along * row[i]!
    }
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
    for (let i = 0; i < vector.length; i++) vector[i]! /= length
  }
}

/**
 * Turns independent normal numbers, a matrix in rows of `columns`, into one with orthonormal rows or columns,
 * whichever are fewer: evenly spread over all such (Gram and Schmidt give R a positive diagonal; Mezzadri 2007).
 */
export function orthogonalMatrix(normal: Float64Array, columns: number): Float64Array {
  const rows = normal.length / columns
  const wide = rows <= columns
  const [count, length] = wide ? [rows, columns] : [columns, rows]
  const at = (vector: number, i: number) => (wide ? vector * columns + i : i * columns + vector)
  const done: Float64Array[] = []
  for (let vector = 0; vector < count; vector++) {
    const next = Float64Array.from({ length }, (_, i) => normal[at(vector, i)]!)
    orthonormalize(done, next)
    done.push(next)
  }
  const matrix = new Float64Array(normal.length)
  done.forEach((values, vector) => values.forEach((value, i) => (matrix[at(vector, i)] = value)))
  return matrix
}
