import type { DataBytes } from '../../contract/engine.ts'
import { codedExamples } from '../../contract/picture.ts'
import type { ImagesRecipe } from '../../contract/recipe/data.ts'
import { checkCount, chooseExamples } from './chosen.ts'
import type { Dataset } from './dataset.ts'

const shownImages = 64
/** What each of the 256 bytes is as a number of the network: a batch has many, and dividing each takes long. */
const scaled = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1)

interface Images {
  /** One after the other, one byte a pixel. */
  images: Uint8Array
  width: number
  height: number
  /** Which are trained on, in that order; null for the first `count`. */
  chosen: Uint32Array | null
  count: number
  /** Of every image, where there are any. */
  labels?: Uint8Array | undefined
}

/** The images that came with a recipe. Throws bad-input where they are missing or fewer than `points`. */
export function imagesGiven(bytes: DataBytes | undefined, points: number, pixels: number): Uint8Array {
  const images = bytes && 'images' in bytes ? bytes.images : new Uint8Array(0)
  checkCount(points, Math.floor(images.length / pixels))
  return images
}

/** The labels that came with a recipe's images, if any did. */
export const labelsGiven = (bytes: DataBytes | undefined) => (bytes && 'labels' in bytes ? bytes.labels : undefined)

/** Grey images, scaled from 0 … 255 to −1 … 1. */
export function imagesDataset({ images, width, height, chosen, count, labels }: Images): Dataset {
  const pixels = width * height
  const number = (index: number) => (chosen ? chosen[index]! : index)
  const place = (index: number) => number(index) * pixels
  return {
    width: pixels,
    count,
    moments: null,
    density: null,
    plane: null,
    heldOut: null,
    batch(indices, out, at = 0) {
      for (let row = 0; row < indices.length; row++) {
        const from = place(indices[row]!)
        const to = at + row * pixels
        for (let i = 0; i < pixels; i++) out[to + i] = scaled[images[from + i]!]!
      }
    },
    scene() {
      const shown = Math.min(shownImages, count)
      const real = new Uint8Array(shown * pixels)
      for (let index = 0; index < shown; index++) {
        real.set(images.subarray(place(index), place(index) + pixels), index * pixels)
      }
      if (!labels || labels.length === 0) return { kind: 'images', real, width, height }
      const coded = Uint8Array.from({ length: Math.min(codedExamples, count) }, (_, index) => labels[number(index)]!)
      return { kind: 'images', real, width, height, labels: coded }
    },
  }
}

/** Images that a person has brought; where there are more than `points`, drawn at random by the stream “examples”. */
export function images({ width, height, points }: ImagesRecipe, seed: number, bytes?: DataBytes): Dataset {
  const given = imagesGiven(bytes, points, width * height)
  const chosen = chooseExamples(points, Math.floor(given.length / (width * height)), seed)
  return imagesDataset({ images: given, width, height, chosen, count: points, labels: labelsGiven(bytes) })
}
