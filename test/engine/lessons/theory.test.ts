import { expect, test } from 'vitest'
import type { LessonId } from '../../../src/contract/lesson.ts'
import { LessonTools } from '../../../src/engine/lessons/lesson.ts'
import { trainOnFew } from '../../../src/engine/lessons/s7Few.ts'
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

test('S7 holds, and not with data that overlap with the fakes', async () => {
  const result = await quickly('S7')
  expect(unmet(result.checks)).toEqual([])
  expect(result.holds).toBe(true)
  expect(Object.keys(result.numbers)).toEqual(toldNumbers('S7'))
  const overlapping = await broken('S7')
  expect(overlapping.holds).toBe(false)
  expect(overlapping.numbers['value']).toBeLessThan(-1)
}, 240_000)

test('S7: 5,000 points aren’t learnt by heart: V on fresh ones is as on D’s own, and both near the best D’s', async () => {
  const tools = new LessonTools({
    backend: 'wasm',
    threads: 1,
    quick: true,
    progress: () => {},
    show: () => {},
  })
  const many = await trainOnFew(tools, { points: 5000, seed: 1, most: 150 }, () => Promise.resolve())
  tools.dispose()
  expect(many.steps).toBe(150)
  expect(Math.abs(many.own - many.fresh)).toBeLessThan(0.05)
  expect(Math.abs(many.fresh - many.truth)).toBeLessThan(0.05)
}, 120_000)
