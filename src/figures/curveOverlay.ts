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

/** Last index whose step is at or before `step`; −1 if there is none. */
export function indexAt(steps: Float64Array, step: number): number {
  if (steps.length === 0 || steps[0]! > step) return -1
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
  for (const { value } of spec.limits) {
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

/** Words in the chart: `left` to `right` across, their middle at `y`. */
interface Word {
  text: string
  left: number
  right: number
  y: number
  colour: string
  faded: boolean
}

function endWords(chart: Chart, { spec, ends }: OverlayState): Word[] {
  const { ctx, chartArea: area, scales } = chart
  const palette = palettes[spec.theme]
  return ends.flatMap((end) => {
    const last = end.data.findLast((point) => Number.isFinite(point.y))
    if (!last || last.x === null || last.y === null) return []
    // Where the playhead stands before the first point there is no value to give.
    const at = spec.cursor === null ? last : end.data[indexAt(end.steps, spec.cursor)]
    const value = spec.showValues === false || !at ? '' : spec.format(at.y ?? Number.NaN)
    const text = [end.label, value].filter(Boolean).join(' ')
    const left = scales['x']!.getPixelForValue(last.x) + 6
    const y = Math.min(area.bottom, Math.max(area.top, scales['y']!.getPixelForValue(last.y)))
    // Words in a line's colour are mixed with ink, which keeps them readable at this size.
    const colour = formatColour(mixColour(parseColour(palette.ink), parseColour(end.colour), 0.74))
    return [{ text, left, right: left + ctx.measureText(text).width, y, colour, faded: end.faded }]
  })
}

function limitWords(chart: Chart, { spec }: OverlayState): Word[] {
  const { ctx, chartArea: area, scales } = chart
  return spec.limits.flatMap(({ value, label }) => {
    const y = scales['y']!.getPixelForValue(value)
    if (label === '' || y < area.top || y > area.bottom) return []
    const left = area.right - ctx.measureText(label).width
    return [{ text: label, left, right: area.right, y: y - 8, colour: palettes[spec.theme].ink3, faded: false }]
  })
}

/** Names at the lines' ends and of the limits, moved apart where they would lie over each other. */
function drawWords(chart: Chart, state: OverlayState): void {
  const { ctx, chartArea: area } = chart
  ctx.save()
  ctx.font = font(10.5, 500)
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const ends = endWords(chart, state)
  const limits = limitWords(chart, state)
  const meets = (limit: Word) => ends.some((end) => end.left < limit.right + 4 && end.right > limit.left - 4)
  const moved = [...ends, ...limits.filter(meets)]
  const heights = spread(
    moved.map(({ y }) => y),
    area.top,
    area.bottom,
  )
  // A halo, since words may stand on a line or on each other's.
  ctx.strokeStyle = palettes[state.spec.theme].halo
  ctx.lineWidth = 3
  ctx.lineJoin = 'round'
  for (const word of [...limits.filter((limit) => !meets(limit)), ...moved]) {
    const y = heights[moved.indexOf(word)] ?? word.y
    ctx.globalAlpha = word.faded ? 0.4 : 1
    ctx.fillStyle = word.colour
    ctx.strokeText(word.text, word.left, y)
    ctx.fillText(word.text, word.left, y)
  }
  ctx.restore()
}

/** Dots where the playhead cuts the lines: the numbers beside the names are read there, not at the lines' ends. */
function drawReadings(chart: Chart, { spec, ends }: OverlayState): void {
  if (spec.cursor === null || spec.showValues === false) return
  const { ctx, chartArea: area, scales } = chart
  ctx.save()
  for (const { data, steps, colour, faded } of ends) {
    const point = data[indexAt(steps, spec.cursor)]
    if (!point || point.y === null || !Number.isFinite(point.y)) continue
    const y = scales['y']!.getPixelForValue(point.y)
    if (y < area.top - 1 || y > area.bottom + 1) continue
    ctx.globalAlpha = faded ? 0.4 : 1
    ctx.fillStyle = colour
    ctx.beginPath()
    ctx.arc(scales['x']!.getPixelForValue(spec.cursor), y, 2.5, 0, 2 * Math.PI)
    ctx.fill()
  }
  ctx.restore()
}

/** Draws what chart.js has no word for: limits, the playhead, and names at the lines' ends. */
export function curveOverlay(state: OverlayState): Plugin<'line'> {
  return {
    id: 'curveOverlay',
    beforeDatasetsDraw: (chart) => drawLimits(chart, state),
    afterDatasetsDraw: (chart) => {
      drawCursor(chart, state)
      drawReadings(chart, state)
      drawWords(chart, state)
    },
  }
}
