import { describe, expect, test } from 'vitest'
import type { Scene } from '../../src/contract/picture.ts'
import type { DataRecipe } from '../../src/contract/recipe/schema.ts'
import { makeDataset, type Dataset } from '../../src/engine/datasets/index.ts'
import { pointsExtent } from '../../src/engine/datasets/points.ts'

const gaussian: DataRecipe = {
  kind: 'linearGaussian',
  points: 20_000,
  matrix: [
    [1, 2],
    [-0.1, 0.5],
  ],
  mean: [1, 2],
}
const ring = (modes: number): DataRecipe => ({ kind: 'ring', modes, radius: 2, sd: 0.1, points: 20_000 })

function all(data: Dataset): Float32Array {
  const out = new Float32Array(data.count * data.width)
  data.batch(
    Uint32Array.from({ length: data.count }, (_, index) => index),
    out,
  )
  return out
}

function sampleMoments(points: Float32Array): number[] {
  const n = points.length / 2
  const sums = [0, 0, 0, 0, 0]
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]!]
    for (const [index, value] of [x, y, x * x, x * y, y * y].entries()) sums[index]! += value / n
  }
  const [x, y, xx, xy, yy] = sums as [number, number, number, number, number]
  return [x, y, xx - x * x, xy - x * y, yy - y * y]
}

type PointsScene = Extract<Scene, { kind: 'points' }>

describe('points', () => {
  test.each([gaussian, ring(1), ring(2), ring(3), ring(8)])('have the moments they promise: $kind $modes', (recipe) => {
    const data = makeDataset(recipe, 3)
    const told = sampleMoments(all(data))
    for (const [index, value] of data.moments!.entries()) expect(Math.abs(told[index]! - value)).toBeLessThan(0.06)
  })

  test('the article’s Gaussian has mean (1, 2) and covariance [[1.01, 1.95], [1.95, 4.25]]', () => {
    for (const [index, value] of [1, 2, 1.01, 1.95, 4.25].entries()) {
      expect(makeDataset(gaussian, 1).moments![index]).toBeCloseTo(value, 12)
    }
  })

  test('follow from the seed alone', () => {
    expect(all(makeDataset(gaussian, 1))).toEqual(all(makeDataset(gaussian, 1)))
    expect(all(makeDataset(gaussian, 1))).not.toEqual(all(makeDataset(gaussian, 2)))
  })

  test('a batch holds the examples asked for, in their order', () => {
    const data = makeDataset(ring(8), 1)
    const out = new Float32Array(4)
    data.batch(Uint32Array.of(7, 2), out)
    const points = all(data)
    expect([...out]).toEqual([...points.subarray(14, 16), ...points.subarray(4, 6)])
  })

  test('the scene shows the first 1,000 in a window of 5 to 4 around all of them', () => {
    const data = makeDataset(ring(8), 1)
    const scene = data.scene() as PointsScene
    const points = all(data)
    expect(scene.real).toEqual(points.slice(0, 2000))
    expect(scene.modes!.slice(0, 2)).toEqual(Float32Array.of(2, 0))
    expect(scene.sd).toBe(0.1)
    const [left, right, bottom, top] = scene.extent
    expect((right - left) / (top - bottom)).toBeCloseTo(1.6, 6)
    for (let i = 0; i < points.length; i += 2) {
      expect(points[i]! > left && points[i]! < right && points[i + 1]! > bottom && points[i + 1]! < top).toBe(true)
    }
    expect((makeDataset(gaussian, 1).scene() as PointsScene).modes).toBeUndefined()
  })

  test('a window around one point repeated is not empty', () => {
    expect(pointsExtent(Float32Array.of(3, 4, 3, 4))).toEqual([3 - 2, 3 + 2, 2.75, 5.25])
  })
})

describe('digits', () => {
  const recipe: DataRecipe = { kind: 'digits', points: 70 }
  const images = Uint8Array.from({ length: 70 * 784 }, (_, index) => (index % 784 === 0 ? 255 : index % 2))
  const bytes = { images, labels: new Uint8Array(70) }

  test('are scaled from bytes to −1 … 1', () => {
    const out = new Float32Array(784)
    makeDataset(recipe, 1, bytes).batch(Uint32Array.of(69), out)
    expect([out[0], out[2]]).toEqual([1, -1])
    expect(out[1]).toBeCloseTo(1 / 127.5 - 1, 6)
  })

  test('the scene shows the first 64', () => {
    const scene = makeDataset(recipe, 1, bytes).scene()
    expect(scene).toMatchObject({ kind: 'images', width: 28, height: 28 })
    expect(scene.real).toEqual(images.slice(0, 64 * 784))
  })

  test('too few bytes are refused with both numbers', () => {
    expect(() => makeDataset({ ...recipe, points: 71 }, 1, bytes)).toThrow('asks for 71 examples, but 70 came')
    expect(() => makeDataset(recipe, 1)).toThrow('asks for 70 examples, but 0 came')
  })
})
