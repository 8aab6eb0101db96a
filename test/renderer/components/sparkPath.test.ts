import { describe, expect, it } from 'vitest'
import { sparkPath } from '../../../src/renderer/components/sparkPath.ts'

describe('sparkPath', () => {
  it('spans the box from left to right, the largest value at the top', () => {
    const { d, end } = sparkPath([0, 2], 88, 20)
    expect(d).toBe('M1.0 18.0L85.0 2.0')
    expect(end).toEqual([85, 2])
  })
  it('breaks the line where a value is not a number', () => {
    expect(sparkPath([0, NaN, 1, 1], 88, 20).d.match(/M/g)).toHaveLength(2)
  })
  it('keeps to a scale given, cutting what lies outside', () => {
    expect(sparkPath([0.5], 88, 20, 0, 1).end).toEqual([1, 10])
    expect(sparkPath([9], 88, 20, 0, 1).end).toEqual([1, 2])
  })
  it('draws nothing of nothing', () => expect(sparkPath([NaN], 88, 20)).toEqual({ d: '', end: null }))
})
