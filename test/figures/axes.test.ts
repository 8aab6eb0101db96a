import { describe, expect, test } from 'vitest'
import type { Axes } from '../../src/contract/picture.ts'
import { axesSentence } from '../../src/figures/axes.ts'
import { palettes } from '../../src/figures/theme.ts'
import { drawTicks } from '../../src/figures/ticks.ts'
import { createViewport } from '../../src/figures/viewport.ts'
import type { Context } from '../../src/figures/canvas.ts'

/** What is written, and where: every character six pixels wide. */
function written(axes?: Axes): { text: string; x: number; y: number }[] {
  const texts: { text: string; x: number; y: number }[] = []
  const nothing = () => undefined
  const context = {
    ...{ save: nothing, restore: nothing, strokeText: nothing },
    measureText: (text: string) => ({ width: 6 * text.length }),
    fillText: (text: string, x: number, y: number) => texts.push({ text, x, y }),
  } as unknown as Context
  const viewport = createViewport([-4, 4, -2, 2], 800, 400)
  drawTicks(context, { viewport, palette: palettes.light, ...(axes ? { axes } : {}) })
  return texts
}

const columns: Axes = {
  kind: 'columns',
  names: ['height', 'weight'],
  scales: [
    { offset: 170, scale: 10 },
    { offset: 70, scale: 0.5 },
  ],
  of: 2,
}

describe('axes of a table', () => {
  test('have their names and their own units, at the right places', () => {
    const texts = written(columns)
    expect(texts).toContainEqual({ text: 'height →', x: 792, y: 393 })
    expect(texts).toContainEqual({ text: 'weight ↑', x: 792, y: 16 })
    // 170 is the middle, and 10 units are 100 pixels.
    expect(texts).toContainEqual({ text: '170', x: 400, y: 393 })
    expect(texts).toContainEqual({ text: '160', x: 300, y: 393 })
    // 70 is the middle, half a unit is 100 pixels.
    expect(texts).toContainEqual({ text: '70.5', x: 792, y: 103.5 })
  })

  test('leave no number under a name', () => {
    const room = 800 - 6 * 'height →'.length - 32
    const numbers = written(columns).filter(({ text, y }) => y === 393 && !text.includes('→'))
    expect(numbers.length).toBeGreaterThan(2)
    expect(numbers.every(({ x }) => x < room)).toBe(true)
  })

  test('of other data are numbers alone', () => {
    expect(written().every(({ text }) => /^[−\d.]+$/.test(text))).toBe(true)
  })

  test('say what is shown of more than two columns', () => {
    expect(axesSentence(undefined)).toBeNull()
    expect(axesSentence(columns)).toBeNull()
    expect(axesSentence({ ...columns, of: 5 })).toBe('Shown: “height” and “weight”, the first two of 5 columns.')
    expect(axesSentence({ kind: 'principal', shares: [0.724, 0.11], of: 5 })).toBe(
      'Shown: the two directions in which the 5 columns vary most, 72 % and 11 % of their variance.',
    )
  })
})
