import type { LessonFigure } from '../../../contract/lesson.ts'
import type { CurvesSpec } from '../../../figures/curveSpec.ts'
import { formatNumber } from '../../../figures/numbers.ts'
import { seriesStyle, type ThemeName } from '../../../figures/theme.ts'

export type CurvesFigure = Extract<LessonFigure, { kind: 'curves' }>

const referenceDash = [5, 3]
/** Pixels of a common letter at a line's end, and the most that names may take from the chart. */
const letter = 5.8
const mostRoom = 190
/** Three digits; what would be too wide for the axis as a power of ten. */
const short = (value: number) =>
  Math.abs(value) >= 1e5
    ? value.toExponential(1).replace('e+', 'e').replace('.0e', 'e').replace('-', '−')
    : formatNumber(value, 3)

/** Ends of the horizontal axis: all there is to show, and never nothing. */
function ends(figure: CurvesFigure): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const { x } of figure.series) {
    for (const value of x) {
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  if (!(low <= high)) return [0, 1]
  return low < high ? [low, high] : [low - 0.5, low + 0.5]
}

/** Whole powers of ten in the values' range; with fewer than two the axis chooses its own marks. */
function powers(values: readonly number[]): number[] | undefined {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const marks: number[] = []
  const apart = Math.max(1, Math.ceil((high - low) / 5))
  for (let power = Math.ceil(low); power <= high; power += apart) marks.push(power)
  return marks.length < 2 ? undefined : marks
}

/** A lesson's curves as the house's chart draws them; values on a logarithmic axis stand there as powers of ten. */
export function curvesSpec(figure: CurvesFigure, theme: ThemeName): Omit<CurvesSpec, 'cursor'> {
  const scaled = (value: number) => (figure.logarithmic ? (value > 0 ? Math.log10(value) : NaN) : value)
  const [from, to] = ends(figure)
  // A dash that means “reference” must not be met by one that only tells a hue.
  const plain = figure.series.every(({ dashed }) => !dashed)
  const lines = figure.series.map(({ label, x, y, dashed, dots }, index) => {
    const style = seriesStyle(theme, index)
    return {
      view: { name: label, steps: x, values: y.map(scaled), total: x.length },
      label,
      colour: style.colour,
      dash: dashed ? referenceDash : plain ? style.dash : [],
      smooth: false,
      dots: dots ?? false,
    }
  })
  const limits = (figure.lines ?? []).map(({ value, label }) => ({ value: scaled(value), label }))
  const shown = [...lines.flatMap(({ view }) => [...view.values]), ...limits.map(({ value }) => value)]
  const longest = Math.max(0, ...figure.series.map(({ label }) => label.length))
  return {
    lines,
    theme,
    from,
    totalSteps: to,
    limits,
    range: [undefined, undefined],
    ticks: figure.logarithmic ? powers(shown.filter(Number.isFinite)) : undefined,
    format: figure.logarithmic ? (value) => short(10 ** value) : short,
    stepAxis: true,
    labelRoom: Math.min(mostRoom, 50 + letter * longest),
  }
}
