import type { Chart, Plugin, Point } from 'chart.js'
import { formatColour, mixColour, parseColour } from './colour.ts'
import type { CurvesSpec } from './curveSpec.ts'
import { font, palettes } from './theme.ts'

/** The drawn end of a line and what is written there. */
export interface CurveEnd {
  label: string
  colour: string
  data: Point[]
  steps: Float64Array
  faded: boolean
}

export interface OverlayState {
  spec: CurvesSpec
  ends: CurveEnd[]
}

const lineHeight = 12.5

/** The middle of the pixel a coordinate lies in, where a line of one pixel is sharp. */
const sharp = (coordinate: number) => Math.floor(coordinate) + 0.5

/** Last index whose step is at or before `step`; 0 if there is none. */
export function indexAt(steps: Float64Array, step: number): number {
  let low = 0
  let high = steps.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (steps[middle]! <= step) low = middle
    else high = middle - 1
  }
  return low
}

/** Heights moved apart so that no two are closer than a line and all stay between `top` and `bottom` if they can. */
export function spread(heights: readonly number[], top: number, bottom: number): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!)
  const placed = [...heights]
  let least = top
  for (const i of order) {
    placed[i] = Math.max(placed[i]!, least)
    least = placed[i]! + lineHeight
  }
  let most = bottom
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i]!, most)
    most = placed[i]! - lineHeight
  }
  return placed
}

function drawLimits(chart: Chart, { spec }: OverlayState): void {
  const { ctx, chartArea: area, scales } = chart
  const palette = palettes[spec.theme]
  for (const { value, label } of spec.limits) {
    const y = sharp(scales['y']!.getPixelForValue(value))
    if (y < area.top || y > area.bottom) continue
    ctx.save()
    ctx.strokeStyle = palette.ink3
    ctx.lineWidth = 1
    ctx.setLineDash([2, 3])
    ctx.beginPath()
    ctx.moveTo(area.left, y)
    ctx.lineTo(area.right, y)
    ctx.stroke()
    ctx.setLineDash([])
    ctx.fillStyle = palette.ink3
    ctx.font = font(10.5)
    ctx.textAlign = 'right'
    ctx.textBaseline = 'alphabetic'
    ctx.strokeStyle = palette.halo
    ctx.lineWidth = 3
    ctx.strokeText(label, area.right, y - 4)
    ctx.fillText(label, area.right, y - 4)
    ctx.restore()
  }
}

function drawCursor(chart: Chart, { spec }: OverlayState): void {
  if (spec.cursor === null) return
  const { ctx, chartArea: area, scales } = chart
  const x = sharp(scales['x']!.getPixelForValue(spec.cursor))
  if (x < area.left - 1 || x > area.right + 1) return
  ctx.save()
  ctx.strokeStyle = palettes[spec.theme].accent
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.moveTo(x, area.top - 4)
  ctx.lineTo(x, area.bottom)
  ctx.stroke()
  ctx.restore()
}

function drawEnds(chart: Chart, { spec, ends }: OverlayState): void {
  const { ctx, chartArea: area, scales } = chart
  const palette = palettes[spec.theme]
  const written = ends.flatMap((end) => {
    const last = end.data.findLast((point) => Number.isFinite(point.y))
    if (!last || last.x === null || last.y === null) return []
    const at = spec.cursor === null ? undefined : end.data[indexAt(end.steps, spec.cursor)]
    const value = spec.showValues === false ? '' : spec.format((at ?? last).y ?? Number.NaN)
    const y = Math.min(area.bottom, Math.max(area.top, scales['y']!.getPixelForValue(last.y)))
    return [{ end, text: [end.label, value].filter(Boolean).join(' '), x: scales['x']!.getPixelForValue(last.x), y }]
  })
  const heights = spread(
    written.map(({ y }) => y),
    area.top,
    area.bottom,
  )
  ctx.save()
  ctx.font = font(10.5, 500)
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  // A halo, since names may stand on a limit or a grid line.
  ctx.strokeStyle = palette.halo
  ctx.lineWidth = 3
  ctx.lineJoin = 'round'
  written.forEach(({ end, text, x }, i) => {
    ctx.globalAlpha = end.faded ? 0.4 : 1
    // Words in a line's colour are mixed with ink, which keeps them readable at this size.
    ctx.fillStyle = formatColour(mixColour(parseColour(palette.ink), parseColour(end.colour), 0.74))
    ctx.strokeText(text, x + 6, heights[i]!)
    ctx.fillText(text, x + 6, heights[i]!)
  })
  ctx.restore()
}

/** Draws what chart.js has no word for: limits, the playhead, and names at the lines' ends. */
export function curveOverlay(state: OverlayState): Plugin<'line'> {
  return {
    id: 'curveOverlay',
    beforeDatasetsDraw: (chart) => drawLimits(chart, state),
    afterDatasetsDraw: (chart) => {
      drawCursor(chart, state)
      drawEnds(chart, state)
    },
  }
}
