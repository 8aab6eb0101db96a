/** A probability density on the plane, per unit of area; one on a line leaves y unread. */
export type Density = (x: number, y: number) => number

/** Below e to the power of minus this, nothing is left of a Gaussian. */
export const farAway = 40

/** An even mixture of round Gaussians: `centres` m × 2. */
export function roundMixture(centres: Float64Array, sd: number): Density {
  const scale = 1 / (centres.length / 2) / (2 * Math.PI * sd * sd)
  const narrow = 1 / (2 * sd * sd)
  return (x, y) => {
    let sum = 0
    for (let i = 0; i < centres.length; i += 2) {
      const exponent = ((x - centres[i]!) ** 2 + (y - centres[i + 1]!) ** 2) * narrow
      // Below the smallest number there is: most of a mixture is far from most points.
      if (exponent < farAway) sum += Math.exp(-exponent)
    }
    return scale * sum
  }
}

/** A Gaussian of mean [x, y] and covariance [xx, xy, yy], which must be invertible. */
export function gaussian(
  [meanX, meanY]: readonly [number, number],
  [xx, xy, yy]: readonly [number, number, number],
): Density {
  const determinant = xx * yy - xy * xy
  const scale = 1 / (2 * Math.PI * Math.sqrt(determinant))
  return (x, y) => {
    const [dx, dy] = [x - meanX, y - meanY]
    return scale * Math.exp(-(yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (2 * determinant))
  }
}
