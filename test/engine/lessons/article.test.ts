import { expect, test } from 'vitest'
import { broken, lessonText, quickly } from './lessons.ts'

const toldNumbers = (id: 'S9' | 'S10') => lessonText(id).numbers.map((number) => number.id)

test('S9 holds, and not with D’s rate at 0', async () => {
  const result = await quickly('S9')
  expect(result.checks.filter(({ holds }) => !holds)).toEqual([])
  expect(result.holds).toBe(true)
  expect(Object.keys(result.numbers)).toEqual(toldNumbers('S9'))
  expect((await broken('S9')).holds).toBe(false)
}, 120_000)

test('S10 draws 100 fresh points whose moments it tells', async () => {
  const result = await quickly('S10')
  expect(result.checks.filter(({ holds }) => !holds)).toEqual([])
  expect(Object.keys(result.numbers)).toEqual(toldNumbers('S10'))
  expect(Math.abs(result.numbers['fakes.meanX']! - 1)).toBeLessThan(0.6)
}, 120_000)
