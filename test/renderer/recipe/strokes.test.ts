import { describe, expect, it } from 'vitest'
import { drawnOn, placeAt, pointsIn } from '../../../src/renderer/rooms/recipe/strokes.ts'

describe('a stroke on the sheet', () => {
  it('has y growing upwards, and its corners at ±3', () => {
    expect(placeAt(0, 0)).toEqual([-3, 3])
    expect(placeAt(1, 1)).toEqual([3, -3])
    expect(placeAt(0.5, 0.5)).toEqual([0, 0])
    expect(placeAt(0.75, 0.25)).toEqual([1.5, 1.5])
  })

  it('that leaves the sheet goes on along its edge', () => expect(placeAt(1.4, -0.2)).toEqual([3, 3]))

  it('leaves no heap where the hand is slow', () => {
    expect(drawnOn([[0, 0]], [0.05, 0.05], 10)).toEqual([[0, 0]])
    expect(drawnOn([[0, 0]], [0.1, 0], 10)).toEqual([
      [0, 0],
      [0.1, 0],
    ])
  })

  it('stops where there is no room for more', () => {
    expect(drawnOn([[0, 0]], [1, 1], 1)).toEqual([[0, 0]])
    expect(drawnOn([], [1, 1], 0)).toEqual([])
  })
})

describe('the points of a recipe being typed', () => {
  it.each([undefined, 'x', {}, [1, 2]])('%o has none', (value) => expect(pointsIn(value)).toEqual([]))
  it('are those that are whole', () =>
    expect(pointsIn([[1, 2], [3], ['a', 1], [4, null], [5, 6]])).toEqual([
      [1, 2],
      [5, 6],
    ]))
})
