import { Chart, type Point } from 'chart.js'
import { createCanvas } from '@napi-rs/canvas'
import { afterEach, describe, expect, test } from 'vitest'
import type { SeriesView } from '../../src/contract/api.ts'
import { indexAt, spread } from '../../src/figures/curveOverlay.ts'
import { createCurves } from '../../src/figures/curves.ts'
import type { CurveLine, CurvesSpec } from '../../src/figures/curveSpec.ts'
import { palettes } from '../../src/figures/theme.ts'
import { difference, solid } from './canvas.ts'

const charts: Chart<'line', Point[]>[] = []
afterEach(() => charts.splice(0).forEach((chart) => chart.destroy()))

function view(values: readonly number[], every = 10): SeriesView {
  return {
    name: 'loss',
    steps: Float64Array.from(values, (_, i) => i * every),
    values: Float64Array.from(values),
    total: values.length,
  }
}
function line(of: SeriesView, changes: Partial<CurveLine> = {}): CurveLine {
  return { view: of, label: 'D', colour: palettes.light.discriminator, dash: [], smooth: false, ...changes }
}
function spec(lines: CurveLine[], changes: Partial<CurvesSpec> = {}): CurvesSpec {
  const rest = {
    theme: 'light',
    totalSteps: 1000,
    limits: [],
    range: [0, 2],
    format: String,
    stepAxis: true,
    cursor: null,
  } as const
  return { lines, ...rest, ...changes }
}

function draw(of: CurvesSpec) {
  const canvas = createCanvas(400, 200)
  Object.assign(canvas, { style: {} })
  const curves = createCurves(of)
  const options = { ...curves.config.options, responsive: false, devicePixelRatio: 1 }
  const chart = new Chart(canvas as unknown as HTMLCanvasElement, { ...curves.config, options })
  charts.push(chart)
  const pixel = (x: number, y: number) => [
    ...canvas.getContext('2d').getImageData(Math.floor(x), Math.floor(y), 1, 1).data,
  ]
  const at = (step: number, value: number) =>
    pixel(chart.scales['x']!.getPixelForValue(step), chart.scales['y']!.getPixelForValue(value))
  return { chart, curves, pixel, at }
}

describe('createCurves', () => {
  test('an axis of powers of ten shows what falls over many of them, and leaves out what has no place on it', () => {
    const falling = view([4e10, 2e5, 30, 3, 1, 0, -1])
    const { chart, at } = draw(
      spec([line(falling)], { logarithmic: true, range: [undefined, undefined], totalSteps: 60 }),
    )
    const { min, max, ticks } = chart.scales['y']!
    expect([min > 0.1 && min < 1, max > 4e10 && max < 4e12]).toEqual([true, true])
    expect(ticks.map(({ value }) => Math.log10(value))).toEqual([0, 2, 4, 6, 8, 10])
    expect(ticks.map(({ label }) => label)).toEqual(['1', '100', '10⁴', '10⁶', '10⁸', '10¹⁰'])
    const drawn = chart.data.datasets[0]!.data.map((point) => Number((point as Point).y))
    expect(drawn).toEqual([4e10, 2e5, 30, 3, 1, NaN, NaN])
    for (const [index, value] of [4e10, 2e5, 30, 3, 1].entries()) {
      expect(difference(at(10 * index, value), solid(palettes.light.discriminator))).toBeLessThan(60)
    }
    expect(Math.abs(chart.scales['y']!.getPixelForValue(30) - chart.scales['y']!.getPixelForValue(3))).toBeGreaterThan(
      8,
    )
  })

  test('an axis that is none of steps begins where it is told and has round marks', () => {
    const { chart } = draw(spec([line(view([1, 1], 12))], { from: -6, totalSteps: 6 }))
    const { min, max, ticks } = chart.scales['x']!
    expect([min, max]).toEqual([-6, 6])
    expect(ticks.map(({ value }) => value)).toEqual([-5, -2.5, 0, 2.5, 5])
  })

  test('dots alone are not joined', () => {
    const values = [1.1, 1.1]
    const joined = draw(spec([line(view(values, 500))])).at(250, 1.1)
    const apart = draw(spec([line(view(values, 500), { dots: true })]))
    expect(difference(joined, solid(palettes.light.discriminator))).toBeLessThan(120)
    expect(apart.at(250, 1.1)[3]).toBe(0)
    expect(difference(apart.at(500, 1.1), solid(palettes.light.discriminator))).toBeLessThan(20)
  })

  test('the line goes through its points, up to its last one', () => {
    const { at } = draw(spec([line(view(Array.from({ length: 51 }, () => 1)))]))
    expect(difference(at(250, 1), solid(palettes.light.discriminator))).toBeLessThan(90)
    expect(at(250, 1.3)[3]).toBe(0)
    expect(at(900, 1.05)[3]).toBe(0)
  })

  test('a value that is not a number is a gap', () => {
    const values = Array.from({ length: 101 }, (_, i) => (i > 40 && i < 60 ? NaN : 1.1))
    const { at } = draw(spec([line(view(values))]))
    expect(at(200, 1.1)[3]).toBeGreaterThan(100)
    expect(at(500, 1.1)[3]).toBe(0)
    expect(at(800, 1.1)[3]).toBeGreaterThan(100)
  })

  test('a noisy series has a faint trace and a smooth line within it', () => {
    const noisy = view(
      Array.from({ length: 1001 }, (_, i) => 1 + (i % 2 ? 0.5 : -0.5)),
      1,
    )
    const { config } = createCurves(spec([line(noisy, { smooth: true })]))
    const [trace, smooth] = config.data.datasets
    expect(trace!.borderColor).toBe(`${palettes.light.discriminator}47`)
    expect(Math.max(...smooth!.data.map((point) => Math.abs((point.y ?? NaN) - 1)))).toBeLessThan(0.06)
  })

  test('buckets show the band between their extremes', () => {
    const means = view([1, 1, 1])
    const bucketed = { ...means, low: Float64Array.of(0.5, 0.5, 0.5), high: Float64Array.of(1.5, 1.5, 1.5) }
    const { at } = draw(spec([line(bucketed)], { totalSteps: 20 }))
    expect(at(10, 0.6)[3]).toBeGreaterThan(20)
    expect(at(10, 1.4)[3]).toBeGreaterThan(20)
    expect(at(10, 1.7)[3]).toBe(0)
  })

  test('the playhead stands at its step and moves without new data', () => {
    const { chart, curves, at } = draw(spec([line(view([1]))], { cursor: 300 }))
    const violet = (step: number) => difference(at(step, 0.4), solid(palettes.light.accent)) < 130
    expect([violet(300), violet(700)]).toEqual([true, false])
    const before = chart.data.datasets
    curves.moveCursor(chart, 700)
    expect([violet(300), violet(700)]).toEqual([false, true])
    expect(chart.data.datasets).toBe(before)
  })

  test('changing the spec changes the chart in place', () => {
    const { chart, curves, at } = draw(spec([line(view(Array.from({ length: 101 }, () => 1.1)))]))
    curves.change(chart, spec([line(view(Array.from({ length: 101 }, () => 0.3)))], { totalSteps: 500 }))
    expect(chart.scales['x']!.max).toBe(500)
    expect(at(250, 0.3)[3]).toBeGreaterThan(100)
    expect(at(250, 1.1)[3]).toBe(0)
  })

  test('charts above each other begin and end at the same place', () => {
    const wide = draw(spec([line(view([100_000, 0]))], { range: [undefined, undefined] })).chart.chartArea
    const narrow = draw(spec([line(view([1, 0]), { label: 'on fake' })])).chart.chartArea
    expect([wide.left, wide.right]).toEqual([narrow.left, narrow.right])
  })
})

test('names at line ends are moved apart and stay inside', () => {
  const heights = spread([50, 52, 51, 198], 8, 200)
  const sorted = [...heights].sort((a, b) => a - b)
  for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(12.5)
  expect(Math.max(...spread([199, 200, 200], 8, 200))).toBe(200)
  expect(heights[0]).toBeLessThan(heights[2]!)
  expect(heights[2]).toBeLessThan(heights[1]!)
})

test('the value at a step is that of the last point before it', () => {
  const steps = Float64Array.of(0, 10, 20)
  expect([-5, 0, 9, 10, 25].map((step) => indexAt(steps, step))).toEqual([-1, 0, 0, 1, 2])
})
