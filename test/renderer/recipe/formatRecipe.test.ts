import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatRecipe } from '../../../src/renderer/rooms/recipe/formatRecipe.ts'

const folder = new URL('../../../resources/recipes/', import.meta.url)
const presets = readdirSync(folder).map((name) => {
  const { recipe } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { recipe: unknown }
  return [name, recipe] as const
})

describe('formatRecipe', () => {
  it.each(presets)('%s comes back equal and fits the panel', (_name, recipe) => {
    const text = formatRecipe(recipe)
    expect(JSON.parse(text)).toEqual(recipe)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(48)
  })

  it('keeps short objects on a line and breaks long ones', () => {
    expect(formatRecipe({ loss: { kind: 'hinge' }, list: [1, [2, 3]], none: {} })).toBe(
      '{\n  "loss": { "kind": "hinge" },\n  "list": [1, [2, 3]],\n  "none": {}\n}',
    )
    const long = formatRecipe({ a: { first: 'x'.repeat(20), second: 'y'.repeat(20) } })
    expect(long.split('\n')).toHaveLength(6)
  })

  it('puts points beside each other, as many as a line holds', () => {
    const recipe = { data: { at: Array.from({ length: 40 }, (_, index) => [index, 5 - index / 8]) } }
    const lines = formatRecipe(recipe).split('\n')
    expect(JSON.parse(lines.join('\n'))).toEqual(recipe)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(48)
    expect(lines.length).toBeLessThan(24)
  })

  it('writes what is not an object too', () => {
    expect(formatRecipe('a')).toBe('"a"')
    expect(formatRecipe(null)).toBe('null')
  })
})
