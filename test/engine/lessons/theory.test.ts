import { expect, test } from 'vitest'
import type { LessonId } from '../../../src/contract/lesson.ts'
import { broken, lessonText, quickly } from './lessons.ts'

const toldNumbers = (id: LessonId) => lessonText(id).numbers.map((number) => number.id)
const unmet = (checks: { text: string; holds: boolean }[]) => checks.filter(({ holds }) => !holds)

test('S4 holds, and not with a D without a hidden layer, however near to a half its accuracy comes', async () => {
  const result = await quickly('S4')
  expect(unmet(result.checks)).toEqual([])
  expect(result.holds).toBe(true)
  expect(Object.keys(result.numbers)).toEqual(toldNumbers('S4'))
  const straight = await broken('S4')
  expect(straight.holds).toBe(false)
  expect(straight.numbers['estimate']).toBeLessThan(straight.numbers['truth']! - 0.1)
}, 120_000)

test('S6 holds, and not from an untrained D, where both losses give the same gradient', async () => {
  const result = await quickly('S6')
  expect(unmet(result.checks)).toEqual([])
  expect(result.holds).toBe(true)
  expect(Object.keys(result.numbers)).toEqual(toldNumbers('S6'))
  const untrained = await broken('S6')
  expect(untrained.holds).toBe(false)
  expect(untrained.numbers['ratio']).toBeCloseTo(1, 1)
}, 120_000)
