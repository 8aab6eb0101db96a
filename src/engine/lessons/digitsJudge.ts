import { classesCovered, makeClassifier, type Classifier } from '../metrics/classifier.ts'
import { frechetDistance, gaussianOf, type Gaussian } from '../metrics/frechet.ts'
import { laplacianVariance } from '../metrics/sharpness.ts'
import type { LessonData } from './lesson.ts'

const side = 28
const pixels = side * side
const classes = 10
/** Images of each kind that are judged. */
export const judgedImages = 2000

/**
 * Which of every five test images stand for the data, are encoded, and give codes of the encoder's own: so that none is
 * compared with itself. By turns, because the test images' second half is harder than the first.
 */
const turns = 5
const turnsOf = { reference: [0, 1], examples: [2], others: [3] } as const

/** What is told of images that a model made. */
export interface Judged {
  /** Fréchet distance of the classifier's features from those of real test images. */
  distance: number
  /** Digits of which there are at least a fifth of an even share. */
  covered: number
  /** Variance of the Laplacian over that of real test images: 1 is real. */
  sharpness: number
}

/** Numbers of −1 … 1 as the brightness 0 … 1 that the classifier reads. */
const brightness = (rows: Float32Array): Float32Array => rows.map((value) => Math.min(1, Math.max(0, (value + 1) / 2)))

/** The images whose turn it is, n × 784, −1 … 1. */
function taken(images: Uint8Array, which: readonly number[]): Float32Array {
  const rounds = Math.floor(images.length / pixels / turns)
  const rows = new Float32Array(rounds * which.length * pixels)
  for (let round = 0; round < rounds; round++) {
    for (const [place, turn] of which.entries()) {
      const [from, to] = [(round * turns + turn) * pixels, (round * which.length + place) * pixels]
      for (let i = 0; i < pixels; i++) rows[to + i] = images[from + i]! / 127.5 - 1
    }
  }
  return rows
}

/** Compares images with real ones that no model has trained on. */
export class DigitsJudge {
  /** Real test images that are not among those compared with, and others still, n × 784 each, −1 … 1. */
  readonly examples: Float32Array
  readonly others: Float32Array
  #classifier: Classifier
  #real: Gaussian
  #sharpness: number

  constructor({ test, classifier }: LessonData) {
    this.#classifier = makeClassifier(classifier)
    const real = brightness(taken(test.images, turnsOf.reference))
    this.#real = this.#featuresOf(real).gaussian
    this.#sharpness = laplacianVariance(real, side, side)
    this.examples = taken(test.images, turnsOf.examples)
    this.others = taken(test.images, turnsOf.others)
  }

  /** Rows of 784 numbers, −1 … 1. */
  judge(rows: Float32Array): Judged {
    const images = brightness(rows)
    const { gaussian, found } = this.#featuresOf(images)
    return {
      distance: frechetDistance(gaussian, this.#real),
      covered: classesCovered(found, classes),
      sharpness: laplacianVariance(images, side, side) / this.#sharpness,
    }
  }

  #featuresOf(images: Float32Array): { gaussian: Gaussian; found: Uint8Array } {
    const { features, classes: found } = this.#classifier.read(images)
    return { gaussian: gaussianOf(features, this.#classifier.features), found }
  }
}
