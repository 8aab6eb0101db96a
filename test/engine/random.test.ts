import { describe, expect, test } from 'vitest'
import { philox } from '../../src/engine/random/philox.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'

const moments = (values: Float64Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, variance }
}

describe('Philox4x32-10', () => {
  // The known-answer vectors published with the Random123 library.
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('gives the published numbers for %o', (counter, key, expected) => {
    const out = new Uint32Array(4)
    philox(counter as [number, number, number, number], key as [number, number], out)
    expect([...out]).toEqual(expected)
  })
})

describe('a random stream', () => {
  test('goes on from a position as if it had never stopped', () => {
    const whole = new RandomStream(7, 'latent')
    whole.normal(new Float64Array(10))
    const position = whole.position
    const rest = whole.normal(new Float64Array(6))
    expect(new RandomStream(7, 'latent', position).normal(new Float64Array(6))).toEqual(rest)
  })

  test('differs by name and by seed', () => {
    const draw = (seed: number, name: string) => new RandomStream(seed, name).uniform(new Float64Array(4))
    expect(draw(1, 'data')).not.toEqual(draw(1, 'latent'))
    expect(draw(1, 'data')).not.toEqual(draw(2, 'data'))
  })

  test('counts past 32 bits without repeating itself', () => {
    const far = new RandomStream(1, 'data', 2 ** 32).uniform(new Float64Array(4))
    expect(far).not.toEqual(new RandomStream(1, 'data', 0).uniform(new Float64Array(4)))
  })

  test('is uniform and normal', () => {
    const stream = new RandomStream(3, 'test')
    const uniform = stream.uniform(new Float64Array(100_000))
    expect(Math.min(...uniform.subarray(0, 1000))).toBeGreaterThan(0)
    expect(moments(uniform).mean).toBeCloseTo(0.5, 2)
    expect(moments(uniform).variance).toBeCloseTo(1 / 12, 2)
    const normal = stream.normal(new Float64Array(100_000))
    expect(Math.abs(moments(normal).mean)).toBeLessThan(0.015)
    expect(Math.abs(moments(normal).variance - 1)).toBeLessThan(0.02)
  })

  test('shuffles evenly', () => {
    const stream = new RandomStream(4, 'shuffle')
    const counts = new Map<string, number>()
    for (let i = 0; i < 6000; i++) {
      const order = stream.permutation(3).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130)
  })
})
