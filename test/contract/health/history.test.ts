import { describe, expect, it } from 'vitest'
import type { SeriesView } from '../../../src/contract/api.ts'
import {
  filled,
  heldSince,
  windowsOf,
  windowWidth,
  type History,
  type Sign,
} from '../../../src/contract/health/history.ts'
import { short, stepText } from '../../../src/contract/health/words.ts'
import { aRecipe } from '../../renderer/aRun.ts'

const recipe = aRecipe({ schedule: { ...aRecipe().schedule, steps: 600 } })

function view(name: string, values: number[]): [string, SeriesView] {
  const steps = Float64Array.from(values, (_, index) => index + 1)
  return [name, { name, steps, values: Float64Array.from(values), total: values.length }]
}

const historyOf = (values: number[], step = values.length): History => ({
  recipe,
  series: new Map([view('value', values)]),
  step,
})
const signs = (text: string): Sign[] => [...text].map((one) => (one === 'y' ? 'yes' : one === 'n' ? 'no' : 'unclear'))

describe('windows', () => {
  it('are whole, begin after step 0, and do not change when more steps come', () => {
    expect(windowWidth(recipe)).toBe(25)
    const values = Array.from({ length: 60 }, (_, index) => index + 1)
    expect(windowsOf(historyOf(values), 'value')).toEqual([
      { from: 0, to: 25, mean: 13 },
      { from: 25, to: 50, mean: 38 },
    ])
    const longer = historyOf([...values, ...values], 120)
    expect(windowsOf(longer, 'value').slice(0, 2)).toEqual(windowsOf(historyOf(values), 'value'))
  })

  it('leave out numbers that are not finite, and are empty without the series', () => {
    const values = Array.from({ length: 25 }, (_, index) => (index < 5 ? NaN : index === 5 ? Infinity : 2))
    expect(windowsOf(historyOf(values), 'value')[0]!.mean).toBe(2)
    expect(windowsOf(historyOf(values), 'modes')).toEqual([])
  })

  it('without a value take the last one', () => {
    const at = (mean: number) => ({ from: 0, to: 1, mean })
    expect(filled([at(NaN), at(3), at(NaN), at(4)]).map(({ mean }) => mean)).toEqual([NaN, 3, 3, 4])
  })
})

describe('hysteresis', () => {
  it.each([
    ['yyy', null],
    ['yyyy', 0],
    ['nyyyy', 1],
    ['yyynyyy', null],
    ['yyyynn', 0],
    ['yyyynnn', null],
    ['yyyynnynn', 0],
    ['yyyy??????', 0],
    ['??yyyynnnyyyy', 9],
  ])('%s', (text, since) => expect(heldSince(signs(text))).toBe(since))
})

it('numbers in words: two digits, powers of ten raised, a real minus sign', () => {
  expect([0, 1.234, -0.5, 99_999, 123_456, -4.4e-5].map(short)).toEqual([
    '0',
    '1.2',
    '−0.5',
    '100000',
    '1.2\u00a0×\u00a010⁵',
    '−4.4\u00a0×\u00a010⁻⁵',
  ])
  expect(stepText(1_234_567)).toBe('1\u202f234\u202f567')
})
