import type { DataBytes } from '../../contract/engine.ts'
import type { DataRecipe } from '../../contract/recipe/data.ts'
import { checkerboard } from './checkerboard.ts'
import { noisyCurve } from './curves.ts'
import type { Dataset } from './dataset.ts'
import { digits } from './digits.ts'
import { drawn } from './drawn.ts'
import { images } from './images.ts'
import { grid } from './grid.ts'
import { line } from './line.ts'
import { linearGaussian } from './linearGaussian.ts'
import { ring } from './ring.ts'
import { table } from './table.ts'
import { twoGaussians } from './twoGaussians.ts'

export { allExamples, firstExamples, projected, type Dataset } from './dataset.ts'

/**
 * The examples a run with this seed trains on. `bytes` are needed by data sets that can't be computed.
 * Throws bad-input when they are missing or too few.
 */
export function makeDataset(recipe: DataRecipe, seed: number, bytes?: DataBytes): Dataset {
  switch (recipe.kind) {
    case 'linearGaussian':
      return linearGaussian(recipe, seed)
    case 'ring':
      return ring(recipe, seed)
    case 'grid':
      return grid(recipe, seed)
    case 'twoGaussians':
      return twoGaussians(recipe, seed)
    case 'swissRoll':
    case 'moons':
    case 'spirals':
      return noisyCurve(recipe, seed)
    case 'checkerboard':
      return checkerboard(recipe, seed)
    case 'line':
      return line(recipe, seed)
    case 'drawn':
      return drawn(recipe, seed)
    case 'digits':
      return digits(recipe, bytes)
    case 'table':
      return table(recipe, seed, bytes)
    case 'images':
      return images(recipe, seed, bytes)
  }
}
