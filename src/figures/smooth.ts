/**
 * Centred moving mean over `halfWidth` steps on either side. Values that are not finite count for nothing and stay
 * gaps, so a run that diverged shows where it did.
 * @param steps increasing
 */
export function smooth(steps: ArrayLike<number>, values: ArrayLike<number>, halfWidth: number): Float64Array {
  const result = new Float64Array(values.length)
  let sum = 0
  let count = 0
  let from = 0
  let to = 0
  for (let i = 0; i < values.length; i++) {
    for (; to < values.length && steps[to]! <= steps[i]! + halfWidth; to++) {
      if (Number.isFinite(values[to]!)) {
        sum += values[to]!
        count++
      }
    }
    for (; steps[from]! < steps[i]! - halfWidth; from++) {
      if (Number.isFinite(values[from]!)) {
        sum -= values[from]!
        count--
      }
    }
    result[i] = Number.isFinite(values[i]!) ? sum / count : Number.NaN
  }
  return result
}
