import { describe, expect, it } from 'vitest'
import { curvesSpec, type CurvesFigure } from '../../../../src/renderer/rooms/lessons/curveFigure.ts'

const figure = (more: Partial<CurvesFigure>): CurvesFigure => ({
  kind: 'curves',
  id: 'f',
  title: 'F',
  x: 'logit of D',
  y: 'gradient',
  series: [{ label: 'a', x: Float64Array.of(-6, 0, 6), y: Float64Array.of(1, 10, 100) }],
  ...more,
})

describe('a lesson’s curves', () => {
  it('lie on an axis from their first place to their last, wherever that is', () => {
    expect(curvesSpec(figure({}), 'light')).toMatchObject({ from: -6, totalSteps: 6 })
    const [a] = figure({}).series
    const further = figure({ series: [a!, { label: 'b', x: Float64Array.of(9), y: Float64Array.of(0) }] })
    expect(curvesSpec(further, 'light')).toMatchObject({ from: -6, totalSteps: 9 })
  })

  it('of one point, or of none, have an axis all the same', () => {
    const one = { label: 'a', x: Float64Array.of(4), y: Float64Array.of(1) }
    expect(curvesSpec(figure({ series: [one] }), 'light')).toMatchObject({ from: 3.5, totalSteps: 4.5 })
    expect(curvesSpec(figure({ series: [] }), 'light')).toMatchObject({ from: 0, totalSteps: 1 })
  })

  it('are solid where another is dashed on purpose, and dashed by their place where none is', () => {
    const [a] = figure({}).series
    const dashes = (...dashed: boolean[]) =>
      curvesSpec(figure({ series: dashed.map((is) => ({ ...a!, dashed: is })) }), 'light').lines.map(({ dash }) => dash)
    expect(dashes(false, true)).toEqual([[], [5, 3]])
    expect(dashes(false, false)[1]).not.toEqual([])
  })

  it('stand as powers of ten on a logarithmic axis, with a gap where there is no power', () => {
    const y = Float64Array.of(0.01, 0, 100)
    const [a] = figure({}).series
    const spec = curvesSpec(
      figure({ series: [{ ...a!, y }], logarithmic: true, lines: [{ value: 1000, label: 'thousand' }] }),
      'light',
    )
    expect([...spec.lines[0]!.view.values]).toEqual([-2, NaN, 2])
    expect(spec.limits).toEqual([{ value: 3, label: 'thousand' }])
    expect(spec.ticks).toEqual([-2, -1, 0, 1, 2, 3])
    expect(spec.format(-2)).toBe('0.01')
  })

  it('name values that are too wide for the axis by their power', () => {
    expect(curvesSpec(figure({}), 'light').format(-3_000_000)).toBe('−3e6')
    expect(curvesSpec(figure({}), 'light').format(0.12345)).toBe('0.123')
  })
})
