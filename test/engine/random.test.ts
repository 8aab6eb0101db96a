import { describe, expect, test } from 'vitest'
import { normals } from '../../src/engine/random/normal.ts'
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
    const out = new Uint32Array(6)
    philox(...(counter as [number, number, number, number]), ...(key as [number, number]), out, 1)
    expect([...out]).toEqual([0, ...expected, 0])
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

  test('fills a part of an array as it fills a whole one', () => {
    for (const draw of ['uniform', 'normal'] as const) {
      for (const length of [1, 2, 3, 7, 1024, 2051]) {
        const whole = new RandomStream(5, 'part')[draw](new Float32Array(length))
        const stream = new RandomStream(5, 'part')
        const part = stream[draw](new Float32Array(length + 5), 3, length + 3)
        expect(part.subarray(3, length + 3)).toEqual(whole)
        expect([...part.subarray(0, 3), ...part.subarray(length + 3)]).toEqual([0, 0, 0, 0, 0])
        expect(stream.position).toBe(Math.ceil(length / 4))
      }
    }
  })

  test('is normal by the formula of Box and Muller', () => {
    const uniform = new RandomStream(6, 'formula').uniform(new Float64Array(200_000))
    const normal = new RandomStream(6, 'formula').normal(new Float64Array(200_000))
    const single = new RandomStream(6, 'formula').normal(new Float32Array(200_000))
    let worst = 0
    let rounded = 0
    for (let i = 0; i < normal.length; i += 2) {
      const radius = Math.sqrt(-2 * Math.log(uniform[i]!))
      const angle = 2 * Math.PI * uniform[i + 1]!
      for (const [at, value] of [radius * Math.cos(angle), radius * Math.sin(angle)].entries()) {
        worst = Math.max(worst, Math.abs(normal[i + at]! - value))
        if (single[i + at] === Math.fround(value)) rounded++
      }
    }
    expect(worst).toBeLessThan(4e-15)
    expect(rounded).toBe(normal.length)
  })

  test('keeps its accuracy where the logarithm is nearly 0 or largest, and round the circle', () => {
    const words = Uint32Array.of(0xffffffff, 0, 0, 0x40000000, 0x80000000, 0x80000000, 0xfffffffe, 0xc0000000)
    const normal = new Float64Array(8)
    normals(words, normal, 0, 8)
    for (let i = 0; i < 8; i += 2) {
      // Both logarithms keep their digits: that of 1 + x for x next to 0 is computed apart.
      const radius = Math.sqrt(-2 * Math.log1p((words[i]! - 0xffffffff - 0.5) / 2 ** 32))
      const angle = (2 * Math.PI * (words[i + 1]! + 0.5)) / 2 ** 32
      expect(Math.abs(normal[i]! / radius - Math.cos(angle))).toBeLessThan(1e-15)
      expect(Math.abs(normal[i + 1]! / radius - Math.sin(angle))).toBeLessThan(1e-15)
    }
  })

  test('is the same to the last bit wherever it is computed', () => {
    const bits = (values: Float64Array) => [...new BigUint64Array(values.buffer)].map((word) => word.toString(16))
    expect(bits(new RandomStream(1, 'latent').normal(new Float64Array(4)))).toEqual([
      '3feecaba286eb0ec',
      '3fc18cf94f315c77',
      'bffbe98428547875',
      'bfe48ac1581f1936',
    ])
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
