import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartDataset,
  type Point,
} from 'chart.js'
import { curveOverlay, type CurveEnd } from './curveOverlay.ts'
import type { CurvesSpec } from './curveSpec.ts'
import { valueRange } from './curveRange.ts'
import { formatNumber } from './numbers.ts'
import { smooth } from './smooth.ts'
import { axisTicks } from './ticks.ts'
import { fontFamily, palettes } from './theme.ts'

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler)

type LineDataset = ChartDataset<'line', Point[]>
type LineConfiguration = ChartConfiguration<'line', Point[]>

const withAlpha = (hex: string, alpha: number) =>
  hex +
  Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')

function pointsOf(steps: Float64Array, values: Float64Array): Point[] {
  return Array.from(steps, (x, i) => ({ x, y: Number.isFinite(values[i]!) ? values[i]! : Number.NaN }))
}

function thin(data: Point[], colour: string): LineDataset {
  return { data, borderColor: colour, borderWidth: 1, pointRadius: 0 }
}

interface Built {
  datasets: LineDataset[]
  ends: CurveEnd[]
  range: [number, number]
}

function build(spec: CurvesSpec): Built {
  const raw: number[] = []
  const always: number[] = spec.limits.map((limit) => limit.value)
  const datasets: LineDataset[] = []
  const ends: CurveEnd[] = []
  for (const { view, label, colour, dash, smooth: smoothed, faded } of spec.lines) {
    const strength = faded ? 0.25 : 1
    // One hundredth of the run on either side: the same at every moment, so that what is drawn does not move.
    const main = smoothed ? smooth(view.steps, view.values, spec.totalSteps / 100) : view.values
    for (const value of view.values) raw.push(value)
    for (const value of main) always.push(value)
    if (view.low && view.high) {
      const band = { ...thin(pointsOf(view.steps, view.low), 'transparent'), borderWidth: 0 }
      datasets.push({ ...band, fill: '+1', backgroundColor: withAlpha(colour, 0.2 * strength) })
      datasets.push({ ...band, data: pointsOf(view.steps, view.high) })
    } else if (smoothed) {
      datasets.push(thin(pointsOf(view.steps, view.values), withAlpha(colour, 0.28 * strength)))
    }
    const data = pointsOf(view.steps, main)
    const few = data.length <= 40
    datasets.push({
      data,
      borderColor: withAlpha(colour, strength),
      backgroundColor: withAlpha(colour, strength),
      borderWidth: 1.6,
      borderDash: [...dash],
      pointRadius: few ? 1.8 : 0,
      pointHoverRadius: 0,
    })
    ends.push({ label, colour, data, steps: view.steps, faded: faded ?? false })
  }
  return { datasets, ends, range: valueRange(raw, always, spec.range) }
}

/**
 * Room at the right for the longest name and value, at the width of a common letter. Never less than most charts need,
 * so that charts above each other end, and show the playhead, at the same place.
 */
export function labelRoom(spec: CurvesSpec): number {
  const letters = spec.lines.map((line) => line.label.length + (spec.showValues === false ? 0 : 6))
  return Math.min(124, Math.max(84, ...letters.map((count) => 10 + count * 5.6)))
}

function options(spec: CurvesSpec, [min, max]: [number, number]): LineConfiguration['options'] {
  const palette = palettes[spec.theme]
  const ticks = { color: palette.ink3, font: { size: 10.5, family: fontFamily } }
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    parsing: false,
    normalized: true,
    spanGaps: false,
    layout: { padding: { top: 8, right: spec.labelRoom ?? labelRoom(spec), bottom: spec.stepAxis ? 0 : 4, left: 0 } },
    elements: { line: { borderJoinStyle: 'round', tension: 0 } },
    plugins: { legend: { display: false }, tooltip: { enabled: false } },
    scales: {
      x: {
        type: 'linear',
        display: spec.stepAxis,
        min: 0,
        max: spec.totalSteps,
        border: { display: false },
        grid: { display: false },
        ticks: { ...ticks, align: 'inner', maxRotation: 0, callback: (value) => formatNumber(Number(value)) },
        afterBuildTicks: (axis) => {
          const whole = [0, Math.round(spec.totalSteps / 2), spec.totalSteps]
          axis.ticks = [...new Set(whole)].map((value) => ({ value }))
        },
      },
      y: {
        type: 'linear',
        min,
        max,
        border: { display: false },
        grid: { color: palette.grid, drawTicks: false },
        ticks: { ...ticks, padding: 6, callback: (value) => spec.format(Number(value)) },
        afterBuildTicks: (axis) => {
          const values = spec.ticks ?? axisTicks(min, max, axis.chart.height < 200 ? 4 : 6)
          axis.ticks = values.map((value) => ({ value }))
        },
        // One width for all, so that the cursor stands at the same place in charts above each other.
        afterFit: (axis) => {
          axis.width = 44
        },
      },
    },
  }
}

/** A chart's configuration, and the ways to change the chart made of it without building it anew. */
export interface Curves {
  config: LineConfiguration
  /** Moves the playhead; nothing else is computed again. */
  moveCursor(chart: Chart<'line', Point[]>, step: number | null): void
  change(chart: Chart<'line', Point[]>, spec: CurvesSpec): void
}

/** The one chart of the house: faint trace, smooth line, names at the ends, known limits, one cursor. */
export function createCurves(spec: CurvesSpec): Curves {
  const built = build(spec)
  const overlay = { spec, ends: built.ends }
  return {
    config: {
      type: 'line',
      data: { datasets: built.datasets },
      options: options(spec, built.range),
      plugins: [curveOverlay(overlay)],
    },
    moveCursor(chart, step) {
      overlay.spec = { ...overlay.spec, cursor: step }
      chart.draw()
    },
    change(chart, next) {
      const { datasets, ends, range } = build(next)
      Object.assign(overlay, { spec: next, ends })
      chart.data = { datasets }
      chart.options = options(next, range) ?? {}
      chart.update('none')
    },
  }
}

export { Chart }
export type { CurvesSpec }
