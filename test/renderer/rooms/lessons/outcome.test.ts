import { describe, expect, it } from 'vitest'
import { lessonSchema, type LessonFigure, type LessonResult } from '../../../../src/contract/lesson.ts'
import { settingWords, verdict } from '../../../../src/renderer/rooms/lessons/outcomeWords.ts'
import { numbersCsv } from '../../../../src/renderer/rooms/lessons/numbersCsv.ts'
import { withFigures } from '../../../../src/renderer/rooms/lessons/figures.ts'

const number = { id: 'rate', label: 'Rate', about: 'x', kind: 'number', default: 1, min: 0, max: 2, step: 0.5 }
const choice = {
  ...{ id: 'data', label: 'Data', about: 'x', kind: 'choice', default: 'ring' },
  choices: [
    { value: 'ring', label: 'Ring of 8' },
    { value: 'grid', label: 'Grid' },
  ],
}
const text = lessonSchema.parse({
  id: 'S8',
  title: 'T',
  claim: 'It is so.',
  paragraphs: ['a', 'b'],
  question: { text: 'q', answers: ['a', 'b'], right: 0, because: 'c' },
  knobs: [number, choice],
  breaks: { knob: 'data', value: 'grid', because: 'A grid is no ring.' },
  numbers: [{ id: 'modes', label: 'Modes, "good"', meaning: 'm' }],
  seconds: { full: 2, quick: 1 },
  sources: [],
})
const result = (more: Partial<LessonResult>): LessonResult => ({
  lesson: 'S8',
  knobs: { rate: 0.5, data: 'ring' },
  quick: true,
  numbers: { modes: 8 },
  checks: [
    { text: 'a', holds: true },
    { text: 'b', holds: false },
  ],
  recipes: [],
  holds: false,
  seconds: 1,
  ...more,
})

describe('what is said of an outcome', () => {
  it('is the claim where it holds', () => expect(verdict(text, result({ holds: true }))).toBe('It is so.'))

  it('is why, where the knob was turned that breaks it', () => {
    const broken = verdict(text, result({ knobs: { rate: 1, data: 'grid' } }))
    expect(broken).toBe('That is what this setting is for. A grid is no ring.')
  })

  it('counts the conditions that are missed with other settings', () =>
    expect(verdict(text, result({}))).toBe('With these settings 1 of its 2 conditions is not met.'))

  it('names the settings as the page does', () =>
    expect(settingWords(text, result({}))).toBe('Quick form · Rate 0.5 · Data Ring of 8'))
})

it('numbers as a table keep quotes whole', () =>
  expect(numbersCsv(text, result({}))).toBe('number,value,label\nmodes,8,"Modes, ""good"""\n'))

it('a figure takes the place of the one with its id, and new ones come last', () => {
  const figure = (id: string, title: string): LessonFigure => ({ kind: 'curves', id, title, x: '', y: '', series: [] })
  const shown = withFigures([figure('a', '1'), figure('b', '1')], [figure('c', '2'), figure('a', '2')])
  expect(shown.map(({ id, title }) => id + title)).toEqual(['a2', 'b1', 'c2'])
})
