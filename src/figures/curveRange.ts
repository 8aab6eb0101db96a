/** The middle 98 % of the finite values: a spike or two should not flatten all the rest. */
function bulk(values: readonly number[]): [number, number] | undefined {
  const sorted = Float64Array.from(values.filter((value) => Number.isFinite(value))).sort()
  if (sorted.length === 0) return undefined
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!
  return [at(0.01), at(0.99)]
}

/**
 * Ends of a value axis: those that are fixed, and for the others the bulk of the raw values, every smooth one and
 * every limit, with a little air.
 */
export function valueRange(
  raw: readonly number[],
  always: readonly number[],
  fixed: readonly [number | undefined, number | undefined],
): [number, number] {
  const shown = [...(bulk(raw) ?? []), ...always.filter((value) => Number.isFinite(value))]
  if (shown.length === 0) return [fixed[0] ?? 0, fixed[1] ?? 1]
  const low = fixed[0] ?? shown.reduce((least, value) => Math.min(least, value))
  const high = fixed[1] ?? shown.reduce((most, value) => Math.max(most, value))
  // A curve that never changes still gets an axis it can lie in the middle of.
  const air = high > low ? (high - low) * 0.07 : Math.abs(high) * 0.1 || 0.5
  return [fixed[0] ?? low - air, fixed[1] ?? Math.max(high, low) + air]
}

/** Ends of an axis that goes by powers of ten: all finite values above 0, with a little air. */
export function logarithmicRange(values: readonly number[]): [number, number] {
  const shown = values.filter((value) => Number.isFinite(value) && value > 0)
  if (shown.length === 0) return [0.1, 10]
  const low = shown.reduce((least, value) => Math.min(least, value))
  const high = shown.reduce((most, value) => Math.max(most, value))
  // Values that hardly change still get an axis with a mark on it.
  const air = high > 2 * low ? (high / low) ** 0.07 : 2
  return [low / air, high * air]
}
