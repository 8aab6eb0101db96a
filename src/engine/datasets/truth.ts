import { knowsDensity, type DataRecipe } from '../../contract/recipe/data.ts'
import { curveCentres } from './curves.ts'
import { oneGaussian, roundGaussians, type GaussianMixture } from './gaussianMixture.ts'
import { gridCentres } from './grid.ts'
import { lineMixture } from './line.ts'
import { linearGaussianMoments } from './linearGaussian.ts'
import { ringCentres } from './ring.ts'
import { twoCentres } from './twoGaussians.ts'

/**
 * What examples are drawn from, as a mixture of Gaussians: that is what all data are whose density is known and nowhere
 * 0, a curve with noise being so many Gaussians along it that sums can't tell. Null for other data.
 */
export function trueMixture(data: DataRecipe): GaussianMixture | null {
  if (!knowsDensity(data)) return null
  switch (data.kind) {
    case 'linearGaussian': {
      const [x, y, ...covariance] = linearGaussianMoments(data)
      return oneGaussian([x, y], covariance)
    }
    case 'ring':
      return roundGaussians(ringCentres(data), data.sd)
    case 'grid':
      return roundGaussians(gridCentres(data), data.sd)
    case 'twoGaussians':
      return roundGaussians(twoCentres(data), data.sd)
    case 'swissRoll':
    case 'moons':
    case 'spirals':
      return roundGaussians(curveCentres(data), data.noise)
    case 'line':
      return lineMixture(data)
    case 'drawn':
      return roundGaussians(Float64Array.from(data.at.flat()), data.noise)
    default:
      return null
  }
}
