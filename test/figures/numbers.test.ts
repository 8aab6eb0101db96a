import { describe, expect, test } from 'vitest'
import { valueRange } from '../../src/figures/curveRange.ts'
import { formatNumber } from '../../src/figures/numbers.ts'
import { smooth } from '../../src/figures/smooth.ts'
import { axisTicks, niceStep, tickValues } from '../../src/figures/ticks.ts'

test('numbers are set with narrow spaces and a real minus sign', () => {
  expect(formatNumber(1234567)).toBe('1\u202f234\u202f567')
  expect(formatNumber(-1234.5)).toBe('\u22121\u202f234.5')
  expect(formatNumber(0.30000000000000004)).toBe('0.3')
  expect(formatNumber(1.38629, 3)).toBe('1.39')
  expect(formatNumber(12345, 3)).toBe('12\u202f345')
  expect(formatNumber(0)).toBe('0')
  expect(formatNumber(-0.00001)).toBe('\u22121e\u22125')
  expect(formatNumber(2.5e12)).toBe('2.5e12')
  expect(formatNumber(NaN)).toBe('not a number')
  expect(formatNumber(-Infinity)).toBe('\u2212∞')
})

describe('ticks', () => {
  test('steps are round', () => {
    expect([0.011, 0.2, 0.21, 3, 7].map(niceStep)).toEqual([0.02, 0.2, 0.5, 5, 10])
  })
  test('on a picture they are as far apart as asked', () => {
    expect(tickValues(-2.2, 2.2, 100, 76)).toEqual([-2, -1, 0, 1, 2])
    expect(tickValues(-0.25, 0.25, 1000, 76)).toEqual([-0.2, -0.1, 0, 0.1, 0.2])
  })
  test('on an axis they are round, inside, and at most as many as asked', () => {
    expect(axisTicks(0.7, 1.45, 4)).toEqual([0.8, 1, 1.2, 1.4])
    expect(axisTicks(0.7, 1.45, 3)).toEqual([0.75, 1, 1.25])
    for (const [min, max] of [
      [0, 1],
      [-3.7, 12.2],
      [1e-7, 9e-7],
      [100, 100.3],
      [-1.4, -1.2],
    ] as const) {
      const ticks = axisTicks(min, max, 4)
      expect(ticks.length).toBeGreaterThanOrEqual(2)
      expect(ticks.length).toBeLessThanOrEqual(4)
      for (const tick of ticks) expect(tick >= min - 1e-12 && tick <= max + 1e-12).toBe(true)
    }
  })
})

describe('smooth', () => {
  test('is the mean of what lies within the window, in steps', () => {
    expect([...smooth([0, 1, 2, 3, 10], [1, 2, 3, 4, 9], 1)]).toEqual([1.5, 2, 3, 3.5, 9])
  })
  test('values that are not finite stay gaps and spoil nothing round them', () => {
    expect([...smooth([0, 1, 2, 3], [1, NaN, 3, Infinity], 1)]).toEqual([1, NaN, 3, NaN])
  })
})

describe('valueRange', () => {
  const values = Array.from({ length: 1000 }, (_, i) => i / 1000)
  test('one spike does not flatten the rest', () => {
    const [low, high] = valueRange([...values, 1e6], [], [undefined, undefined])
    expect(low).toBeLessThan(0.02)
    expect(high).toBeLessThan(1.2)
  })
  test('limits are always in it, fixed ends stay', () => {
    const [low, high] = valueRange(values, [3], [0, undefined])
    expect(low).toBe(0)
    expect(high).toBeGreaterThan(3)
  })
  test('a curve that never changes, and one of gaps only, still get an axis', () => {
    for (const [low, high] of [
      valueRange([5, 5], [], [undefined, undefined]),
      valueRange([NaN], [], [undefined, undefined]),
    ]) {
      expect(high).toBeGreaterThan(low)
    }
    expect(valueRange([0, 0], [], [0, undefined])[1]).toBeGreaterThan(0)
    expect(valueRange([-3, -2], [], [0, undefined])[1]).toBeGreaterThan(0)
  })
  test('above a fixed end there is air in proportion to the whole axis', () => {
    expect(valueRange([1.2, 1.3], [], [0, undefined])[1]).toBeCloseTo(1.3 * 1.07, 9)
  })
})
