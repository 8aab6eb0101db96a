import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decodeSafetensors } from '../../src/contract/safetensors.ts'
import { classesCovered, makeClassifier } from '../../src/engine/metrics/classifier.ts'
import { frechetDistance, gaussianOf } from '../../src/engine/metrics/frechet.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'
import { readDigits } from '../../src/workbench/digits.ts'

const file = new URL('../../resources/classifier/digits.safetensors', import.meta.url)
const { tensors, metadata } = decodeSafetensors(readFileSync(file))
const classifier = makeClassifier(tensors)
const shades = (bytes: Uint8Array) => Float32Array.from(bytes, (byte) => byte / 255)

test('the shipped classifier calls at least 98 % of MNIST’s 10,000 test digits rightly, as its file says', async () => {
  const { images, labels } = await readDigits(10_000, 'test')
  const { classes } = classifier.read(shades(images))
  const accuracy = classes.filter((found, index) => found === labels[index]).length / labels.length
  expect(accuracy).toBeGreaterThanOrEqual(0.98)
  expect(accuracy).toBe(Number(metadata['testAccuracy']))
}, 60_000)

test('two sets of real digits lie near each other, noisy ones far, and all ten digits are covered', async () => {
  const { images } = await readDigits(2000, 'test')
  const real = await readDigits(2000)
  const noise = new RandomStream(1, 'test').uniform(new Float32Array(images.length))
  const noisy = shades(images).map((value, index) => (value + noise[index]!) / 2)
  const read = (rows: Float32Array) => classifier.read(rows)
  const features = (rows: Float32Array) => gaussianOf(read(rows).features, classifier.features)
  const truth = features(shades(real.images))
  const near = frechetDistance(features(shades(images)), truth)
  expect(near).toBeLessThan(frechetDistance(features(noisy), truth) / 4)
  expect(classesCovered(read(shades(images)).classes, 10)).toBe(10)
}, 60_000)

test('a digit is covered from a fifth of its even share on', () => {
  const classes = (ones: number) => Uint8Array.from({ length: 100 }, (_, index) => (index < ones ? 1 : 0))
  expect(classesCovered(classes(2), 10)).toBe(2)
  expect(classesCovered(classes(1), 10)).toBe(1)
})
