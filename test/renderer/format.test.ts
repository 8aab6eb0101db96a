import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
  formatPercent,
  formatRate,
  formatSeries,
  formatTimeLeft,
  formatWhen,
} from '../../src/renderer/format.ts'

/** Narrow no-break spaces as plain ones, so that expectations can be read. */
const plain = (text: string) => text.replaceAll('\u202f', ' ')

describe('numbers', () => {
  it.each([
    [0, '0'],
    [0.15789, '0.158'],
    [1.386294, '1.39'],
    [-1.386294, '−1.39'],
    [9.996, '10.0'],
    [78.43, '78.4'],
    [1234.5, '1 235'],
    [-12345678, '−12 345 678'],
    [0.00012345, '0.000123'],
    [0.000032, '3.20 × 10⁻⁵'],
    [6.02e23, '6.02 × 10²³'],
    [NaN, 'not a number'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('writes %s as %s', (value, text) => expect(plain(formatNumber(value))).toBe(text))

  it('separates thousands by a narrow no-break space', () => {
    expect(formatCount(6200)).toBe('6\u202f200')
    expect(plain(formatCount(1_000_000))).toBe('1 000 000')
    expect(formatCount(950)).toBe('950')
  })

  it('writes shares as percentages', () => {
    expect(plain(formatPercent(0.784))).toBe('78 %')
    expect(plain(formatPercent(0.989, 1))).toBe('98.9 %')
    expect(formatPercent(NaN)).toBe('not a number')
  })

  it('writes a series in its unit', () => {
    expect(plain(formatSeries('accuracy', 0.5612))).toBe('56 %')
    expect(formatSeries('modes', 7)).toBe('7')
    expect(plain(formatSeries('epoch.seconds', 0.1512))).toBe('0.15 s')
    expect(formatSeries('loss.generator', 0.6931)).toBe('0.693')
  })
})

describe('times and sizes', () => {
  it.each([
    [0.1512, '0.15 s'],
    [1.4, '1.4 s'],
    [37.6, '38 s'],
    [59.7, '1 min 00'],
    [62, '1 min 02'],
    [820, '13 min 40'],
    [3599.6, '1 h 00'],
    [7500, '2 h 05'],
  ])('says %s seconds as %s', (seconds, text) => expect(plain(formatDuration(seconds))).toBe(text))

  it('says how long something takes, whole seconds only', () => {
    expect(plain(formatTimeLeft(3.2))).toBe('about 3 s left')
    expect(plain(formatTimeLeft(0.4))).toBe('less than a second left')
    expect(formatTimeLeft(NaN)).toBe('time left not known yet')
  })

  it('writes rates and bytes', () => {
    expect(plain(formatRate(480.4))).toBe('480 / s')
    expect(plain(formatRate(12.34))).toBe('12 / s')
    expect(plain(formatBytes(980))).toBe('980 B')
    expect(plain(formatBytes(14_200_000))).toBe('14.2 MB')
    expect(plain(formatBytes(999_999))).toBe('1.00 MB')
  })

  it('says when by the distance to now', () => {
    const now = new Date(2025, 10, 23, 14, 30).getTime()
    const at = (...when: [number, number, number, number, number]) =>
      plain(formatWhen(new Date(...when).getTime(), now))
    expect(plain(formatWhen(now - 10_000, now))).toBe('just now')
    expect(plain(formatWhen(now - 120_000, now))).toBe('2 min ago')
    expect(at(2025, 10, 23, 9, 41)).toBe('today 09:41')
    expect(at(2025, 10, 22, 23, 59)).toBe('yesterday 23:59')
    expect(at(2025, 10, 12, 8, 0)).toBe('12 Nov')
    expect(at(2023, 10, 12, 8, 0)).toBe('12 Nov 2023')
    expect(formatMoment(new Date(2025, 10, 12, 9, 41, 7).getTime())).toBe('12 Nov 2025, 09:41:07')
  })
})
