import type { ChartDataset, Point } from 'chart.js'
import type { CurveEnd } from './curveOverlay.ts'
import { logarithmicRange, valueRange } from './curveRange.ts'
import type { CurvesSpec } from './curveSpec.ts'
import { smooth } from './smooth.ts'

type LineDataset = ChartDataset<'line', Point[]>

const withAlpha = (hex: string, alpha: number) =>
  hex +
  Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')

/** Points of finite values; with `positive` of those above 0, as an axis of powers of ten has no place for others. */
const pointsOf = (steps: Float64Array, values: Float64Array, positive: boolean): Point[] =>
  Array.from(steps, (x, i) => {
    const y = values[i]!
    return { x, y: Number.isFinite(y) && (!positive || y > 0) ? y : Number.NaN }
  })

function thin(data: Point[], colour: string): LineDataset {
  return { data, borderColor: colour, borderWidth: 1, pointRadius: 0 }
}

/** What a spec comes to: datasets to draw, where their names go, and the ends of the value axis. */
export interface BuiltCurves {
  datasets: LineDataset[]
  ends: CurveEnd[]
  range: [number, number]
}

/** Faint trace or band, then the line itself, for every line of a spec; what is not finite becomes a gap. */
export function buildCurves(spec: CurvesSpec): BuiltCurves {
  const raw: number[] = []
  const always: number[] = spec.limits.map((limit) => limit.value)
  const datasets: LineDataset[] = []
  const ends: CurveEnd[] = []
  const positive = spec.logarithmic ?? false
  for (const { view, label, colour, dash, smooth: smoothed, faded, dots = false, unnamed = false } of spec.lines) {
    const strength = faded ? 0.25 : 1
    // One hundredth of the run on either side: the same at every moment, so that what is drawn does not move.
    const main = smoothed ? smooth(view.steps, view.values, spec.totalSteps / 100) : view.values
    for (const value of view.values) raw.push(value)
    for (const value of main) always.push(value)
    if (view.low && view.high) {
      const band = { ...thin(pointsOf(view.steps, view.low, positive), 'transparent'), borderWidth: 0 }
      datasets.push({ ...band, fill: '+1', backgroundColor: withAlpha(colour, 0.2 * strength) })
      datasets.push({ ...band, data: pointsOf(view.steps, view.high, positive) })
    } else if (smoothed) {
      datasets.push(thin(pointsOf(view.steps, view.values, positive), withAlpha(colour, 0.28 * strength)))
    }
    const data = pointsOf(view.steps, main, positive)
    // A value an epoch is a handful of points, which a line alone would hide.
    const few = data.length <= 40 && !smoothed
    datasets.push({
      data,
      borderColor: withAlpha(colour, strength),
      backgroundColor: withAlpha(colour, strength),
      borderWidth: 1.6,
      borderDash: [...dash],
      pointRadius: dots ? 2.2 : few ? 1.8 : 0,
      showLine: !dots,
      pointHoverRadius: 0,
    })
    if (!unnamed) ends.push({ label, colour, data, steps: view.steps, faded: faded ?? false })
  }
  const range = spec.logarithmic ? logarithmicRange(always) : valueRange(raw, always, spec.range)
  return { datasets, ends, range }
}
