import type { DataBytes } from '../../contract/engine.ts'
import { codedExamples } from '../../contract/picture.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { Dataset } from './dataset.ts'

const side = 28
const pixels = side * side
const shownImages = 64
/** What each of the 256 bytes is as a number of the network: a batch has many, and dividing each takes long. */
const scaled = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1)

/** The first `points` images of MNIST, 28 × 28 bytes each, scaled from 0 … 255 to −1 … 1. */
export function digits(recipe: Extract<DataRecipe, { kind: 'digits' }>, _seed: number, bytes?: DataBytes): Dataset {
  const given = bytes ? Math.floor(bytes.images.length / pixels) : 0
  if (!bytes || given < recipe.points) {
    throw new WorkbenchError(
      'bad-input',
      `data.points asks for ${recipe.points} digits, but ${given} came with the recipe`,
    )
  }
  const { images, labels } = bytes
  return {
    width: pixels,
    count: recipe.points,
    moments: null,
    density: null,
    batch(indices, out, at = 0) {
      for (let row = 0; row < indices.length; row++) {
        const from = indices[row]! * pixels
        const to = at + row * pixels
        for (let i = 0; i < pixels; i++) out[to + i] = scaled[images[from + i]!]!
      }
    },
    scene: () => ({
      kind: 'images',
      real: images.slice(0, pixels * Math.min(shownImages, recipe.points)),
      width: side,
      height: side,
      labels: labels.slice(0, Math.min(codedExamples, recipe.points)),
    }),
  }
}
