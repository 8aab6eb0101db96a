/** Entries of a series at one level: its points (one column, the value) or groups of them (low, high, mean). */
export interface Rows {
  /** The step of each point, or of each group's first point. */
  steps: Float64Array
  columns: Float64Array[]
}

/** How many entries of one level make one of the next. */
export const groupSize = 16

export function joinRows(parts: readonly Rows[], columnCount: number): Rows {
  const join = (arrays: Float64Array[]): Float64Array => {
    const joined = new Float64Array(arrays.reduce((sum, array) => sum + array.length, 0))
    let at = 0
    for (const array of arrays) {
      joined.set(array, at)
      at += array.length
    }
    return joined
  }
  const columns = Array.from({ length: columnCount }, (_, index) => join(parts.map((part) => part.columns[index]!)))
  return { steps: join(parts.map((part) => part.steps)), columns }
}

export function sliceRows(rows: Rows, from: number, to: number): Rows {
  return { steps: rows.steps.subarray(from, to), columns: rows.columns.map((column) => column.subarray(from, to)) }
}

/** The lower of two numbers; what is not a number counts only where there is no other. */
export const lower = (a: number, b: number): number => (b < a || Number.isNaN(a) ? b : a)
export const higher = (a: number, b: number): number => (b > a || Number.isNaN(a) ? b : a)

/**
 * The next level's entries for every complete group of 16 of these. Low and high leave NaN out; the mean does not,
 * so that a group with a NaN in it can't pass for a sound one.
 */
export function groupRows(rows: Rows): Rows {
  const [lows, highs, means] = asGroups(rows)
  const count = Math.floor(rows.steps.length / groupSize)
  const grouped: Rows = { steps: new Float64Array(count), columns: [0, 1, 2].map(() => new Float64Array(count)) }
  for (let group = 0; group < count; group++) {
    let low = NaN
    let high = NaN
    let sum = 0
    for (let index = group * groupSize; index < (group + 1) * groupSize; index++) {
      low = lower(low, lows[index]!)
      high = higher(high, highs[index]!)
      sum += means[index]!
    }
    grouped.steps[group] = rows.steps[group * groupSize]!
    grouped.columns[0]![group] = low
    grouped.columns[1]![group] = high
    grouped.columns[2]![group] = sum / groupSize
  }
  return grouped
}

/** Low, high and mean of each entry; of a point all three are its value. */
export function asGroups(rows: Rows): [Float64Array, Float64Array, Float64Array] {
  const [first, second, third] = rows.columns
  return [first!, second ?? first!, third ?? first!]
}
