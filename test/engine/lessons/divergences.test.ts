import { expect, test } from 'vitest'
import { roundMixture } from '../../../src/engine/datasets/density.ts'
import { covarianceOfNumbers, divergenceOf, fitGaussian } from '../../../src/engine/lessons/fitGaussian.ts'
import { cellMasses, makePlane } from '../../../src/engine/metrics/plane.ts'
import { broken, lessonText, quickly } from './lessons.ts'

test('a Gaussian fitted by forward KL has the data’s moments', async () => {
  const plane = makePlane([-7, 7, -5, 5], 61)
  const p = cellMasses(plane, roundMixture(Float64Array.of(-1, 0.5, 2, -0.5), 0.6))
  const fitted = await fitGaussian('forward', plane, p, [0, 0, 0, 0, 0], { steps: 200, rate: 0.1 }, async () => {})
  const expected = [0.36 + 2.25, -0.75, 0.36 + 0.25]
  expect(fitted[0]).toBeCloseTo(0.5, 3)
  expect(fitted[1]).toBeCloseTo(0, 3)
  for (const [index, value] of covarianceOfNumbers(fitted).entries()) expect(value).toBeCloseTo(expected[index]!, 2)
  expect(divergenceOf('forward', plane, p, fitted)).toBeGreaterThan(0)
})

test.each(['S3', 'S8'] as const)(
  '%s holds, and not with its breaking knob',
  async (id) => {
    const result = await quickly(id)
    expect(result.checks.filter(({ holds }) => !holds)).toEqual([])
    expect(Object.keys(result.numbers)).toEqual(lessonText(id).numbers.map((number) => number.id))
    expect((await broken(id)).holds).toBe(false)
  },
  180_000,
)
