import type { Recipe } from '../../../contract/recipe/schema.ts'
import { codingNumbers } from './codingNumbers.ts'
import { densityNumbers } from './densityNumbers.ts'
import { ganNumbers } from './ganNumbers.ts'
import type { KeyNumber, SeriesMap } from './keyNumber.ts'

function ofFamily(recipe: Recipe, series: SeriesMap, step: number): KeyNumber[] {
  switch (recipe.family) {
    case 'gan':
      return ganNumbers(recipe, series, step)
    case 'autoencoder':
    case 'vae':
      return codingNumbers(recipe, series, step)
    case 'density':
      return densityNumbers(recipe, series, step)
  }
}

const worst = { warn: 0, ok: 1, plain: 2 } as const

/** What the numbers at `step` mean in plain words, worst first; at most four. */
export function keyNumbers(recipe: Recipe, series: SeriesMap, step: number): KeyNumber[] {
  return ofFamily(recipe, series, step)
    .sort((a, b) => worst[a.tone] - worst[b.tone])
    .slice(0, 4)
}
