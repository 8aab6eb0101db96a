import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WorkbenchEvents } from '../../../src/contract/api.ts'
import type { LessonFigure } from '../../../src/contract/lesson.ts'
import { Telling } from '../../../src/workbench/lessons/telling.ts'

const figure = (id: string, title: string): LessonFigure => ({ kind: 'curves', id, title, x: '', y: '', series: [] })

let told: Omit<WorkbenchEvents['lesson.told'], 'id'>[]
let telling: Telling

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  told = []
  telling = new Telling((news) => told.push(news))
})
afterEach(() => {
  vi.useRealTimers()
})

it('tells a thousand words a second ten times, the last one among them', () => {
  for (let i = 1; i <= 1000; i++) {
    telling.progress(i / 1000, `step ${i}`)
    vi.advanceTimersByTime(1)
  }
  vi.advanceTimersByTime(200)
  expect(told.length).toBeGreaterThanOrEqual(10)
  expect(told.length).toBeLessThanOrEqual(12)
  expect(told.at(-1)).toEqual({ done: 1, doing: 'step 1000', figures: [] })
})

it('passes a figure on once, and of one id the newest', () => {
  telling.show(figure('a', 'first'))
  telling.show(figure('a', 'second'))
  telling.show(figure('b', 'other'))
  telling.show(figure('a', 'third'))
  telling.flush()
  telling.flush()
  expect(told.map(({ figures }) => figures.map(({ title }) => title))).toEqual([['first'], ['third', 'other'], []])
})

it('says nothing after its end', () => {
  telling.progress(0.1, 'begun')
  telling.progress(0.2, 'more')
  telling.end()
  vi.advanceTimersByTime(1000)
  expect(told).toHaveLength(1)
})
