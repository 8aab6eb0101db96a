import { expect, test } from 'vitest'
import { broken, lessonText, quickly } from './lessons.ts'

test('S9 holds, and not with D’s rate at 0', async () => {
  const result = await quickly('S9')
  expect(result.checks.filter(({ holds }) => !holds)).toEqual([])
  expect(result.holds).toBe(true)
  expect(Object.keys(result.numbers)).toEqual(lessonText('S9').numbers.map(({ id }) => id))
  expect((await broken('S9')).holds).toBe(false)
}, 120_000)
