const budgetBytes = 8_000_000

/**
 * Steps at which a frame is taken: increasing, 0 and `totalSteps` included, closer together early in the run, at most
 * `most` of them and no more than fit 8 MB. A pure function, so that a resumed run takes the same ones.
 */
export function snapshotSteps(totalSteps: number, most: number, frameBytes: number): number[] {
  const count = Math.min(totalSteps + 1, most, Math.max(2, Math.floor(budgetBytes / frameBytes)))
  const last = count - 1
  // A parabola from 0 to totalSteps; its flat start is lifted to one frame a step.
  return Array.from({ length: count }, (_, index) => Math.max(index, Math.round(totalSteps * (index / last) ** 2)))
}
