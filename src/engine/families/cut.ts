const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

/** Cuts a list into parts of these lengths. */
export function cut<T>(list: readonly T[], lengths: readonly number[]): T[][] {
  return lengths.map((length, index) => {
    const start = sum(lengths.slice(0, index))
    return list.slice(start, start + length)
  })
}
