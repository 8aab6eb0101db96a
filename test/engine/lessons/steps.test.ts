import { describe, expect, test } from 'vitest'
import { gaussian } from '../../../src/engine/datasets/density.ts'
import { gaussianJsd } from '../../../src/engine/lessons/gaussianJsd.ts'
import { exactJsd, fakeTerm, realTerm, stepAgainst } from '../../../src/engine/lessons/exactGame.ts'
import { densityOf, type LinearGenerator } from '../../../src/engine/lessons/linearGenerator.ts'
import { jsDivergence } from '../../../src/engine/metrics/divergences.ts'
import { cellMasses, makePlane } from '../../../src/engine/metrics/plane.ts'
import { broken, lessonText, quickly } from './lessons.ts'

const data = { mean: [1, 2], covariance: [1.01, 1.95, 4.25] } as const
const p = gaussian(data.mean, data.covariance)
const generator: LinearGenerator = { weight: [0.6, -0.2, 0.3, 0.9], bias: [0.1, -0.2] }

describe('the game solved exactly', () => {
  test('JSD and V’s two terms are those of sums over the plane', () => {
    const plane = makePlane([-8, 9, -11, 15], 801)
    const [real, fake] = [cellMasses(plane, p), cellMasses(plane, densityOf(generator))]
    expect(exactJsd(data, generator)).toBeCloseTo(jsDivergence(real, fake), 6)
    const onReal = real.reduce(
      (sum, mass, cell) => (mass > 0 ? sum + mass * Math.log(mass / (mass + fake[cell]!)) : sum),
      0,
    )
    expect(realTerm(data, generator)).toBeCloseTo(onReal, 5)
  })

  test('JSD never leaves 0 … log 2, and doesn’t change under a linear map, however thin a Gaussian is', () => {
    const [round, thin] = [
      { mean: [0, 0], covariance: [1, 0, 1] },
      { mean: [0.5, 0.2], covariance: [1.5, 0.002, 1e-5] },
    ] as const
    const jsd = gaussianJsd(round, thin)
    expect(jsd).toBeGreaterThan(0.6)
    expect(jsd).toBeLessThan(Math.LN2)
    expect(gaussianJsd(thin, round)).toBeCloseTo(jsd, 6)
    expect(gaussianJsd(thin, thin)).toBeCloseTo(0, 9)
  })

  test('a step follows the slope of V with D held, by central differences', () => {
    const by = 1e-5
    const value = (moved: LinearGenerator) => fakeTerm(data, generator, moved)
    const next = stepAgainst(data, generator, 1)
    for (let index = 0; index < 4; index++) {
      const shifted = (sign: number) => {
        const weight = generator.weight.map((one, at) => (at === index ? one + sign * by : one))
        return value({ ...generator, weight: weight as unknown as LinearGenerator['weight'] })
      }
      const slope = (shifted(1) - shifted(-1)) / (2 * by)
      expect(generator.weight[index]! - next.weight[index]!).toBeCloseTo(slope, 7)
    }
    const shifted = (sign: number) => value({ ...generator, bias: [generator.bias[0], generator.bias[1] + sign * by] })
    expect(generator.bias[1] - next.bias[1]).toBeCloseTo((shifted(1) - shifted(-1)) / (2 * by), 7)
  })

  test('no D is better for a moved G than its own', () => {
    const next = stepAgainst(data, generator, 0.5)
    const held = realTerm(data, generator) + fakeTerm(data, generator, next)
    expect(-2 * Math.LN2 + 2 * exactJsd(data, next)).toBeGreaterThan(held)
  })
})

test('S5 holds, and not with three tiny step sizes', async () => {
  const result = await quickly('S5')
  expect(result.checks.filter(({ holds }) => !holds)).toEqual([])
  expect(Object.keys(result.numbers)).toEqual(lessonText('S5').numbers.map(({ id }) => id))
  expect((await broken('S5')).holds).toBe(false)
}, 120_000)
