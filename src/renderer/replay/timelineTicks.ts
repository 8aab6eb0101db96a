/** Round steps from `from` to `total` for the numbers under a timeline: at most `most` of them, both ends included. */
export function timelineTicks(total: number, most: number, from = 0): number[] {
  if (total <= from) return [from]
  const least = (total - from) / Math.max(1, most - 1)
  const power = 10 ** Math.floor(Math.log10(least))
  const step = Math.max(1, ([1, 2, 5, 10].find((digit) => digit * power >= least * (1 - 1e-9)) ?? 10) * power)
  const ticks = [from]
  // Round numbers give way to the ends where their words would touch.
  for (let tick = step * Math.ceil(from / step + 0.6); tick <= total - 0.6 * step; tick += step) ticks.push(tick)
  return [...ticks, total]
}

/** Points of a filled curve under a timeline: shares of its length and height, 0 … 1, thinned to about `most`. */
export function timelineArea(
  steps: ArrayLike<number>,
  values: ArrayLike<number>,
  total: number,
  most = 300,
): [number, number][] {
  const points: [number, number][] = []
  const stride = Math.max(1, Math.ceil(steps.length / most))
  for (let start = 0; start < steps.length; start += stride) {
    let sum = 0
    let count = 0
    for (let i = start; i < Math.min(start + stride, steps.length); i++) {
      if (!Number.isFinite(values[i]!)) continue
      sum += values[i]!
      count += 1
    }
    const end = Math.min(start + stride, steps.length) - 1
    if (count > 0) points.push([steps[end]! / total, Math.min(Math.max(sum / count, 0), 1)])
  }
  return points
}
