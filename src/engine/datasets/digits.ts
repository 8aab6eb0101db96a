import type { DataBytes } from '../../contract/engine.ts'
import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { Dataset } from './dataset.ts'
import { imagesDataset, imagesGiven, labelsGiven } from './images.ts'

const side = 28

/** The first `points` images of MNIST, 28 × 28 bytes each, scaled from 0 … 255 to −1 … 1. */
export function digits(recipe: Extract<DataRecipe, { kind: 'digits' }>, bytes?: DataBytes): Dataset {
  const images = imagesGiven(bytes, recipe.points, side * side)
  return imagesDataset({
    images,
    width: side,
    height: side,
    chosen: null,
    count: recipe.points,
    labels: labelsGiven(bytes),
  })
}
