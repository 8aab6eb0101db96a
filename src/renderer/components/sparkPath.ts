export interface SparkPath {
  /** SVG path data; gaps where values are not finite. */
  d: string
  /** The last finite point. */
  end: readonly [number, number] | null
}

/** Lays values out from left to right in a box of width × height px; `low` and `high` fix the scale where given. */
export function sparkPath(
  values: ArrayLike<number>,
  width: number,
  height: number,
  low?: number,
  high?: number,
): SparkPath {
  const finite = Array.from(values).filter(Number.isFinite)
  const bottom = low ?? Math.min(0, ...finite)
  const top = high ?? Math.max(...finite)
  const span = top - bottom || 1
  let d = ''
  let drawing = false
  let end: readonly [number, number] | null = null
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!
    if (!Number.isFinite(value)) {
      drawing = false
      continue
    }
    const x = 1 + (values.length > 1 ? (index / (values.length - 1)) * (width - 4) : 0)
    const y = height - 2 - ((Math.min(Math.max(value, bottom), top) - bottom) / span) * (height - 4)
    d += `${drawing ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`
    drawing = true
    end = [x, y]
  }
  return { d, end }
}
