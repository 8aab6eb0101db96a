/** Index of the last of the increasing `steps` that is at most `step`; −1 when all are larger. */
export function indexAtOrBefore(steps: ArrayLike<number>, step: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]! <= step) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Index of the one of the increasing `steps` closest to `step`, the earlier of two; −1 when there are none. */
export function indexNearest(steps: ArrayLike<number>, step: number): number {
  if (steps.length === 0) return -1
  const before = indexAtOrBefore(steps, step)
  if (before < 0) return 0
  const after = steps[before + 1]
  return after !== undefined && after - step < step - steps[before]! ? before + 1 : before
}

/** All steps of several increasing lists, each once, increasing. */
export function mergeSteps(lists: readonly ArrayLike<number>[]): number[] {
  const all = new Set<number>()
  for (const list of lists) for (let i = 0; i < list.length; i++) all.add(list[i]!)
  return [...all].sort((a, b) => a - b)
}
