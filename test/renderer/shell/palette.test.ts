import { describe, expect, it } from 'vitest'
import { findItems, type PaletteItem } from '../../../src/renderer/shell/palette.ts'

const item = (title: string, detail: string): PaletteItem => ({ id: title, title, detail, icon: 'runs', act: () => {} })
const items = [
  item('Runs', 'Room'),
  item('My ring', 'Run · Hinge'),
  item('Ring of 8', 'Open the preset'),
  item('Moons', 'Run · Hinge'),
]
const titles = (query: string, most?: number) => findItems(items, query, most).map(({ title }) => title)

describe('findItems', () => {
  it('keeps the order while nothing is asked', () =>
    expect(titles('')).toEqual(['Runs', 'My ring', 'Ring of 8', 'Moons']))
  it('puts titles that begin with the word first', () => expect(titles('ring')).toEqual(['Ring of 8', 'My ring']))
  it('finds words of the detail too, after titles', () => expect(titles('hinge')).toEqual(['My ring', 'Moons']))
  it('wants every word', () => expect(titles('ring hinge')).toEqual(['My ring']))
  it('finds nothing where nothing is', () => expect(titles('spiral')).toEqual([]))
  it('stops at the most', () => expect(titles('', 2)).toEqual(['Runs', 'My ring']))
})
