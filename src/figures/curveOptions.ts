import type { ChartOptions } from 'chart.js'
import type { CurvesSpec } from './curveSpec.ts'
import { formatNumber } from './numbers.ts'
import { fontFamily, palettes } from './theme.ts'
import { axisTicks, powerText, powerTicks } from './ticks.ts'

/**
 * Room at the right for the longest name and value, at the width of a common letter. Never less than most charts need,
 * so that charts above each other end, and show the playhead, at the same place.
 */
export function labelRoom(spec: CurvesSpec): number {
  const letters = spec.lines.map((line) => line.label.length + (spec.showValues === false ? 0 : 6))
  return Math.min(124, Math.max(84, ...letters.map((count) => 10 + count * 5.6)))
}

/** chart.js's options for a spec whose value axis ends at `min` and `max`. */
export function curveOptions(spec: CurvesSpec, [min, max]: readonly [number, number]): ChartOptions<'line'> {
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
        min: spec.from ?? 0,
        max: spec.totalSteps,
        border: { display: false },
        grid: { display: false },
        ticks: {
          ...ticks,
          align: spec.from === undefined ? 'inner' : 'center',
          maxRotation: 0,
          callback: (value) => formatNumber(Number(value)),
        },
        afterBuildTicks: (axis) => {
          const whole = [0, Math.round(spec.totalSteps / 2), spec.totalSteps]
          const marks = spec.from === undefined ? new Set(whole) : axisTicks(spec.from, spec.totalSteps, 6)
          axis.ticks = [...marks].map((value) => ({ value }))
        },
      },
      y: {
        type: spec.logarithmic ? 'logarithmic' : 'linear',
        min,
        max,
        border: { display: false },
        grid: { color: palette.grid, drawTicks: false },
        ticks: {
          ...ticks,
          padding: 6,
          callback: (value) => (spec.logarithmic && powerText(Number(value))) || spec.format(Number(value)),
        },
        afterBuildTicks: (axis) => {
          const most = axis.chart.height < 200 ? 4 : 6
          const values = spec.ticks ?? (spec.logarithmic ? powerTicks(min, max, most) : axisTicks(min, max, most))
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
