import type { DataBytes } from '../../contract/engine.ts'
import type { DataRecipe } from '../../contract/recipe/schema.ts'
import type { Dataset } from './dataset.ts'
import { digits } from './digits.ts'
import { linearGaussian } from './linearGaussian.ts'
import { ring } from './ring.ts'

export type { Dataset } from './dataset.ts'

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
    case 'digits':
      return digits(recipe, seed, bytes)
  }
}
