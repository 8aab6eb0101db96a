import type { DataRecipe } from '../../contract/recipe/data.ts'

/** Standard deviation of the data's finest detail, and how far the data reach from their middle. */
function detailOf(data: DataRecipe): { sd: number; reach: number } | null {
  switch (data.kind) {
    case 'linearGaussian': {
      const [[a, b], [c, d]] = data.matrix
      // The smallest and the largest of the matrix's singular values: sd along the ellipse's axes.
      const [sum, difference] = [Math.hypot(a + d, b - c), Math.hypot(a - d, b + c)]
      return { sd: Math.abs(sum - difference) / 2, reach: (3 * (sum + difference)) / 2 }
    }
    case 'ring':
      return { sd: data.sd, reach: data.radius + 3 * data.sd }
    case 'grid':
      return { sd: data.sd, reach: ((data.side - 1) / 2) * data.spacing + 3 * data.sd }
    case 'twoGaussians':
      return { sd: data.sd, reach: data.distance / 2 + 3 * data.sd }
    case 'swissRoll':
    case 'spirals':
      return { sd: data.noise, reach: 2 + 3 * data.noise }
    case 'moons':
      return { sd: data.noise, reach: 1.5 + 3 * data.noise }
    case 'checkerboard':
      return { sd: 0.2, reach: data.side / 2 }
    case 'line': {
      const places = data.gaussians.map(({ at }) => at)
      const sds = data.gaussians.map(({ sd }) => sd)
      return { sd: Math.min(...sds), reach: (Math.max(...places) - Math.min(...places)) / 2 + 3 * Math.max(...sds) }
    }
    case 'drawn': {
      const places = data.at.flat()
      return { sd: data.noise, reach: (Math.max(...places) - Math.min(...places)) / 2 + 3 * data.noise }
    }
    default:
      return null
  }
}

/** Cells of a grid over the data, a half: no kernel is narrower than a cell. */
const cellsToReach = 60

/**
 * Standard deviation of the kernels by which a density is estimated from samples: half of the data's finest detail, so
 * that it is hardly blurred, and with two digits, since series are named by it. It follows from the recipe alone, so
 * that runs on the same data can be compared. Null for data whose density is not known.
 */
export function kernelBandwidth(data: DataRecipe): number | null {
  const detail = detailOf(data)
  if (!detail || (data.kind === 'drawn' && data.noise === 0)) return null
  return Number(Math.max(detail.sd / 2, detail.reach / cellsToReach).toPrecision(2))
}
