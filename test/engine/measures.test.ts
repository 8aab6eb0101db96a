import { describe, expect, test } from 'vitest'
import { dataSchema } from '../../src/contract/recipe/data.ts'
import { gaussian, roundMixture } from '../../src/engine/datasets/density.ts'
import { allExamples, makeDataset } from '../../src/engine/datasets/index.ts'
import { PointMeasures } from '../../src/engine/families/pointMeasures.ts'
import { kernelBandwidth } from '../../src/engine/metrics/bandwidth.ts'
import {
  bestDiscriminator,
  distanceFromBest,
  entropy,
  gameValue,
  jsDivergence,
  klDivergence,
} from '../../src/engine/metrics/divergences.ts'
import { frechetDistance, gaussianOf } from '../../src/engine/metrics/frechet.ts'
import { kernelDensity, kernelMasses, scottBandwidth } from '../../src/engine/metrics/kernelEstimate.ts'
import { cellMasses, makePlane } from '../../src/engine/metrics/plane.ts'
import { laplacianVariance } from '../../src/engine/metrics/sharpness.ts'
import { slicedWasserstein } from '../../src/engine/metrics/slicedWasserstein.ts'
import { symmetricEigen } from '../../src/engine/metrics/symmetricEigen.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'

const plane = makePlane([-12, 12, -12, 12], 400)
const at = (x: number, y: number, sd = 1) => gaussian([x, y], [sd * sd, 0, sd * sd])

function samplesOf(kind: 'ring' | 'twoGaussians', points: number, seed: number): Float32Array {
  const data = makeDataset(dataSchema.parse({ kind, points }), seed)
  const out = new Float32Array(2 * points)
  data.batch(
    Uint32Array.from({ length: points }, (_, index) => index),
    out,
  )
  return out
}

describe('divergences over a plane', () => {
  const [p, q] = [cellMasses(plane, at(0, 0)), cellMasses(plane, at(1.5, -0.5, 1.3))]

  test('KL of two Gaussians is that of the formula', () => {
    // ½ (σ₁²/σ₂² · d + |μ|²/σ₂² − d) + d log(σ₂/σ₁), d = 2.
    const expected = 0.5 * (2 / 1.69 + 2.5 / 1.69 - 2) + 2 * Math.log(1.3)
    expect(klDivergence(p, q)).toBeCloseTo(expected, 8)
    expect(klDivergence(p, p)).toBe(0)
  })

  test('JSD is 0 for equals, log 2 for strangers, and the same both ways', () => {
    expect(jsDivergence(p, p)).toBe(0)
    const far = cellMasses(plane, at(-8, -8, 0.3))
    expect(jsDivergence(cellMasses(plane, at(8, 8, 0.3)), far)).toBeCloseTo(Math.LN2, 10)
    expect(jsDivergence(p, q)).toBeCloseTo(jsDivergence(q, p), 12)
  })

  test('the entropy of a Gaussian is log(2πe σ²)', () => {
    expect(entropy(p, plane.area)).toBeCloseTo(Math.log(2 * Math.PI * Math.E), 6)
  })

  test('the game’s value at D* is −2 log 2 + 2 JSD, and nothing is better', () => {
    const best = bestDiscriminator(p, q)
    const logits = best.map((value) => Math.log(value / (1 - value)))
    const finite = logits.map((logit) => Math.max(-80, Math.min(80, logit)))
    const most = gameValue(finite, p, q)
    expect(most).toBeCloseTo(-2 * Math.LN2 + 2 * jsDivergence(p, q), 8)
    expect(
      gameValue(
        finite.map((logit) => 1.1 * logit),
        p,
        q,
      ),
    ).toBeLessThan(most)
    expect(
      gameValue(
        finite.map((logit) => logit + 0.2),
        p,
        q,
      ),
    ).toBeLessThan(most)
    expect(distanceFromBest(best, p, q)).toBe(0)
    expect(
      distanceFromBest(
        best.map((value) => value + 0.25),
        p,
        q,
      ),
    ).toBeCloseTo(0.25, 12)
  })
})

describe('kernel estimates', () => {
  const points = samplesOf('twoGaussians', 4000, 3)

  test('counted by cell they are those summed over the points', () => {
    const fine = makePlane([-6, 6, -6, 6], 240)
    const bandwidth = 0.3
    const quick = kernelMasses(fine, points.subarray(0, 400), bandwidth)
    const exact = cellMasses(fine, kernelDensity(points.subarray(0, 400), bandwidth))
    expect(quick.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 6)
    // A cell's points are moved to its centre, by at most a twelfth of the bandwidth.
    expect(jsDivergence(quick, exact)).toBeLessThan(2e-4)
  })

  test('of samples of the truth come near it, by Scott’s bandwidth', () => {
    const bandwidth = scottBandwidth(points)
    const truth = cellMasses(plane, roundMixture(Float64Array.of(-2, 0, 2, 0), 0.5))
    expect(jsDivergence(kernelMasses(plane, points, bandwidth), truth)).toBeLessThan(0.05)
    expect(jsDivergence(kernelMasses(plane, points, 3), truth)).toBeGreaterThan(0.2)
  })

  test('Scott’s bandwidth is the standard deviation times n to the power of −1/6', () => {
    const round = new RandomStream(1, 'test').normal(new Float32Array(20_000))
    expect(scottBandwidth(round)).toBeCloseTo(10_000 ** (-1 / 6), 2)
  })
})

describe('Fréchet distance', () => {
  test('of round Gaussians is |μ|² + d (σ₁ − σ₂)²', () => {
    const make = (mean: number, sd: number, size: number) => ({
      mean: new Float64Array(size).fill(mean),
      covariance: Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? sd * sd : 0)),
    })
    expect(frechetDistance(make(0, 1, 5), make(2, 3, 5))).toBeCloseTo(5 * 4 + 5 * 4, 10)
    expect(frechetDistance(make(1, 2, 5), make(1, 2, 5))).toBeCloseTo(0, 12)
  })

  test('of covariances that don’t commute is that of the formula for two dimensions', () => {
    const a = { mean: Float64Array.of(1, 2), covariance: Float64Array.of(1.01, 1.95, 1.95, 4.25) }
    const b = { mean: Float64Array.of(0, 0.5), covariance: Float64Array.of(2, -0.6, -0.6, 1) }
    // tr √(Σ₁Σ₂) = √(tr Σ₁Σ₂ + 2 √det Σ₁Σ₂) in two dimensions.
    const trace = 1.01 * 2 + 2 * 1.95 * -0.6 + 4.25
    const determinant = (1.01 * 4.25 - 1.95 ** 2) * (2 - 0.36)
    const expected = 1 + 2.25 + 5.26 + 3 - 2 * Math.sqrt(trace + 2 * Math.sqrt(determinant))
    expect(frechetDistance(a, b)).toBeCloseTo(expected, 10)
    expect(frechetDistance(b, a)).toBeCloseTo(expected, 10)
  })

  test('of two samples of the truth is small', () => {
    const [one, other] = [1, 2].map((seed) => gaussianOf(samplesOf('ring', 5000, seed), 2))
    expect(frechetDistance(one!, other!)).toBeLessThan(0.02)
  })

  test('rests on eigenvectors that make the matrix up again', () => {
    const size = 12
    const half = new RandomStream(5, 'test').normal(new Float64Array(size * size))
    const matrix = Float64Array.from({ length: size * size }, (_, index) => {
      const [i, j] = [Math.floor(index / size), index % size]
      return half[i * size + j]! + half[j * size + i]!
    })
    const { values, vectors } = symmetricEigen(matrix, size)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0
        for (let k = 0; k < size; k++) sum += vectors[i * size + k]! * values[k]! * vectors[j * size + k]!
        expect(Math.abs(sum - matrix[i * size + j]!)).toBeLessThan(1e-10)
      }
    }
  })
})

describe('sliced Wasserstein distance', () => {
  const points = samplesOf('ring', 2000, 1)
  const stream = () => new RandomStream(1, 'test')

  test('of a shift is its length over √2', () => {
    const moved = points.map((value, index) => value + (index % 2 === 0 ? 3 : 4))
    expect(slicedWasserstein(points, moved, stream())).toBeCloseTo(5 / Math.SQRT2, 5)
    expect(slicedWasserstein(points, points, stream())).toBe(0)
  })

  test('of two samples of the truth is small, and as many points are needed', () => {
    expect(slicedWasserstein(points, samplesOf('ring', 2000, 2), stream())).toBeLessThan(0.2)
    expect(() => slicedWasserstein(points, points.subarray(2), stream())).toThrow('as many points')
  })
})

describe('sharpness', () => {
  test('is the variance of the Laplacian over inner pixels', () => {
    // Inner pixels of a 3 × 4 image: Laplacians 4 and −1.
    const image = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    expect(laplacianVariance(image, 4, 3)).toBeCloseTo(6.25, 12)
    expect(laplacianVariance([...image, ...image.map(() => 7)], 4, 3)).toBeCloseTo(6.25 / 2, 12)
  })
})

describe('samples against the density of the data', () => {
  const fresh = (kind: string) => {
    const data = dataSchema.parse({ kind, points: 4000 })
    const dataset = makeDataset(data, 1)
    const others = allExamples(makeDataset(dataSchema.parse({ kind, points: 2500 }), 99))
    const scene = dataset.scene()
    if (scene.kind === 'images') throw new Error('no points')
    return { data, dataset, scene, others, measures: new PointMeasures(data, scene, dataset, false) }
  }
  const kinds = ['linearGaussian', 'ring', 'grid', 'twoGaussians', 'swissRoll', 'moons', 'spirals', 'line']

  test.each(kinds)('%s: samples of the truth score almost 0, far ones log 2', (kind) => {
    const { data, others, measures } = fresh(kind)
    const h = kernelBandwidth(data)
    const truth = measures.measure(others, null)
    expect(truth[`jsd@${h}`]).toBeGreaterThan(0)
    expect(truth[`jsd@${h}`]).toBeLessThan(0.03)
    expect(truth[`kl.forward@${h}`]).toBeLessThan(0.15)
    expect(truth[`kl.reverse@${h}`]).toBeLessThan(0.15)
    const far = measures.measure(
      others.map((value) => value + 1000),
      null,
    )
    expect(far[`jsd@${h}`]).toBeCloseTo(Math.LN2, 4)
    expect(far['wasserstein']).toBeGreaterThan(500)
    expect(far['frechet']).toBeGreaterThan(500 ** 2)
    expect(truth['wasserstein']).toBeLessThan(0.25)
    expect(truth['frechet']).toBeLessThan(0.02)
  })

  test('a density that is 0 somewhere has no reverse KL', () => {
    const { data, others, measures } = fresh('checkerboard')
    const told = measures.measure(others, null)
    expect(told[`jsd@${kernelBandwidth(data)}`]).toBeLessThan(0.1)
    expect(Object.keys(told).some((name) => name.startsWith('kl.reverse'))).toBe(false)
  })

  test('half of the modes missed: the JSD is that of one half', () => {
    const { data, others, measures } = fresh('twoGaussians')
    const half = others.map((value, index) => (index % 2 === 0 ? Math.abs(value) : value))
    // p = (a + b) / 2 against b: ½ [½ log 2 + ½ log(½ / ¾)] + ½ log(1 / ¾).
    const expected = 0.5 * (0.5 * Math.LN2 + 0.5 * Math.log(2 / 3)) + 0.5 * Math.log(4 / 3)
    expect(Math.abs(measures.measure(half, null)[`jsd@${kernelBandwidth(data)}`]! - expected)).toBeLessThan(0.02)
  })

  test('a bandwidth follows from the recipe alone, and is no finer than the grid', () => {
    const of = (recipe: object) => kernelBandwidth(dataSchema.parse(recipe))
    expect(of({ kind: 'ring' })).toBe(0.06)
    expect(of({ kind: 'ring', points: 99 })).toBe(0.06)
    expect(of({ kind: 'ring', sd: 0.001 })).toBe(0.033)
    expect(of({ kind: 'digits' })).toBeNull()
  })
})
