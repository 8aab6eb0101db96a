import { describe, expect, test } from 'vitest'
import { dataSchema, knowsDensity } from '../../src/contract/recipe/data.ts'
import { densityOf, oneGaussian, type GaussianMixture } from '../../src/engine/datasets/gaussianMixture.ts'
import { allExamples, makeDataset } from '../../src/engine/datasets/index.ts'
import { trueMixture } from '../../src/engine/datasets/truth.ts'
import { gaussianJsd } from '../../src/engine/lessons/gaussianJsd.ts'
import { TrueLaw } from '../../src/engine/metrics/lawDivergences.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'
import { madeData } from './densityRecipes.ts'
import { divergencesOnGrid, type PlainMixture } from './reference/densities.ts'

const drawnAt = [[0, 0], [1, 0.5], [-1, 1]] // prettier-ignore

describe('what data are drawn from', () => {
  test.each(madeData)('$kind: as a mixture it has the density that the data set tells, where one is known', (data) => {
    if (data.kind === 'digits') return expect(trueMixture(data)).toBeNull()
    const mixture = trueMixture(data)
    expect(mixture !== null).toBe(knowsDensity(data))
    if (!mixture) return
    const density = densityOf(mixture)
    const dataset = makeDataset(data, 1)
    const points = allExamples(dataset).subarray(0, 200)
    for (let i = 0; i < points.length; i += dataset.width) {
      const at = [points[i]!, dataset.width === 2 ? points[i + 1]! : 0] as const
      expect(density(...at) / dataset.density!(...at)).toBeCloseTo(1, 9)
    }
  })

  test('none is known of points on one line of the plane, or drawn without noise', () => {
    const line = [[1, 2], [2, 4]] // prettier-ignore
    expect(knowsDensity(dataSchema.parse({ kind: 'linearGaussian', matrix: line }))).toBe(false)
    expect(knowsDensity(dataSchema.parse({ kind: 'drawn', at: drawnAt, noise: 0 }))).toBe(false)
  })
})

const mixture = (means: number[][], factors: number[][], weights: number[]): GaussianMixture => ({
  dimensions: means[0]!.length === 1 ? 1 : 2,
  means: Float64Array.from(means.flat()),
  factors: Float64Array.from(factors.flat()),
  weights: Float64Array.from(weights),
})
const plain = ({ dimensions, means, factors, weights }: GaussianMixture): PlainMixture => ({
  means: Array.from(weights, (_, one) => [...means.subarray(dimensions * one, dimensions * (one + 1))]),
  covariances: Array.from(weights, (_, one) => {
    const [a, b, c] = factors.subarray(3 * one, 3 * one + 3) as unknown as [number, number, number]
    return dimensions === 1 ? [a * a] : [a * a, a * b, b * b + c * c]
  }),
  weights: [...weights],
})

const cases: Record<string, [GaussianMixture, GaussianMixture]> = {
  'on a line': [
    mixture([[-1], [1.5]], [[0.4, 0, 1], [0.6, 0, 1]], [0.3, 0.7]),
    mixture([[0.2], [2]], [[1, 0, 1], [0.5, 0, 1]], [0.6, 0.4]),
  ],
  'in the plane': [
    mixture([[-1, 0], [1, 0.5]], [[0.5, 0, 0.5], [0.5, 0.2, 0.4]], [0.5, 0.5]),
    mixture([[0.3, -0.2]], [[1.2, 0.4, 0.8]], [1]),
  ],
} // prettier-ignore

describe('divergences of a model from the truth', () => {
  test.each(Object.entries(cases))('%s are those of a fine grid', (_name, [p, q]) => {
    const truth = TrueLaw.of(p)!
    const found = { ...truth.divergences(q), entropy: truth.entropy }
    const axes = p.dimensions
    const expected = divergencesOnGrid(plain(p), plain(q), 9, axes === 1 ? 20_000 : 900)
    for (const key of ['forward', 'jsd', 'entropy'] as const) expect(found[key]).toBeCloseTo(expected[key], 7)
    // log p bends between the data's modes, where the sum's steps show.
    expect(Math.abs(found.reverse - expected.reverse)).toBeLessThan(2e-3 * expected.reverse)
  })

  test('are 0 for the truth itself, log 2 for a stranger, and log m for one of m modes far apart', () => {
    const ring = trueMixture(dataSchema.parse({ kind: 'ring', radius: 20 }))!
    const truth = TrueLaw.of(ring)!
    const equal = truth.divergences(ring)
    for (const value of Object.values(equal)) expect(Math.abs(value)).toBeLessThan(1e-10)
    expect(truth.divergences(oneGaussian([500, 0], [1, 0, 1])).jsd).toBeCloseTo(Math.LN2, 10)
    const one = oneGaussian([20, 0], [0.12 ** 2, 0, 0.12 ** 2])
    expect(truth.divergences(one).reverse).toBeCloseTo(Math.log(8), 6)
  })

  test.each([0.5, 0.02, 1e-4])(
    'the JSD of two Gaussians is right to 1e-3 nat for one of sd %d beside one of sd 1',
    (sd) => {
      const [p, q] = [oneGaussian([0, 0], [1, 0, 1]), oneGaussian([0.3, 0.1], [sd * sd, 0, sd * sd])]
      const expected = gaussianJsd(
        { mean: [0, 0], covariance: [1, 0, 1] },
        { mean: [0.3, 0.1], covariance: [sd * sd, 0, sd * sd] },
      )
      expect(Math.abs(TrueLaw.of(p)!.divergences(q).jsd - expected)).toBeLessThan(1e-3)
    },
  )

  test.each(['moons', 'swissRoll', 'spirals'])('the entropy of %s is that of its examples', (kind) => {
    const data = dataSchema.parse({ kind, points: 20_000 })
    const truth = TrueLaw.of(trueMixture(data)!)!
    const [points, density] = [allExamples(makeDataset(data, 5)), densityOf(trueMixture(data)!)]
    const logs = Float64Array.from({ length: 20_000 }, (_, i) => -Math.log(density(points[2 * i]!, points[2 * i + 1]!)))
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
    const error = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length ** 2)
    expect(Math.abs(mean - truth.entropy)).toBeLessThan(4 * error)
  })

  test('are not told of data that are too thin to be summed', () => {
    expect(TrueLaw.of(trueMixture(dataSchema.parse({ kind: 'moons', noise: 0.001 }))!)).toBeNull()
  })

  test('near equality all three are the Fisher information’s', () => {
    const p = cases['in the plane']![0]
    const truth = TrueLaw.of(p)!
    const normal = new RandomStream(3, 'test').normal(new Float64Array(2))
    const moved = { ...p, means: p.means.map((mean, at) => mean + 1e-3 * normal[at % 2]!) }
    const { forward, reverse, jsd } = truth.divergences(moved)
    // Near equality KL(p ‖ q) ≈ KL(q ‖ p) ≈ 4 JSD: all are the Fisher information's.
    expect(forward / reverse).toBeCloseTo(1, 2)
    expect((4 * jsd) / forward).toBeCloseTo(1, 2)
  })
})
