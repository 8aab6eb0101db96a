import type { ColumnScale } from '../contract/dataSet.ts'
import type { Axes } from '../contract/picture.ts'
import { axisNames } from './axes.ts'
import type { Context } from './canvas.ts'
import { fitText } from './fitText.ts'
import { formatNumber } from './numbers.ts'
import { font, type Palette } from './theme.ts'
import type { Viewport } from './viewport.ts'

/** Least pixels between two numbers on an edge. */
const tickSpacing = 76

/** The smallest of 1, 2, 5 × 10ⁿ that is at least `least`. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return (([1, 2, 5] as const).find((digit) => digit * power >= least * (1 - 1e-9)) ?? 10) * power
}

/** Multiples of a round step between `from` and `to`, at least `spacing` pixels apart at `scale` pixels a unit. */
export function tickValues(from: number, to: number, scale: number, spacing: number): number[] {
  const step = niceStep(spacing / scale)
  const values: number[] = []
  for (let i = Math.ceil(from / step); i * step <= to; i++) values.push(Number((i * step).toPrecision(12)))
  return values
}

/** Round values inside [min, max], as many as there can be up to `most`: multiples of 1, 2, 2.5 or 5 × 10ⁿ. */
export function axisTicks(min: number, max: number, most: number): number[] {
  const least = (max - min) / most
  const power = 10 ** Math.floor(Math.log10(least))
  for (const digit of [1, 2, 2.5, 5, 10, 20]) {
    const step = digit * power
    const first = Math.ceil(min / step - 1e-9)
    const last = Math.floor(max / step + 1e-9)
    if (last - first + 1 > most) continue
    return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
  }
  return []
}

/** Powers of ten inside [min, max], evenly spaced, at most `most`; where there is none, round values. */
export function powerTicks(min: number, max: number, most: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(min) - 1e-9), Math.floor(Math.log10(max) + 1e-9)]
  if (last < first) return axisTicks(min, max, most)
  const stride = Math.ceil((last - first + 1) / most)
  return Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, i) => 10 ** (first + i * stride))
}

/** A power of ten that would be long as a number: 10⁸. Null for others. */
export function powerText(value: number): string | null {
  const power = Math.log10(value)
  if (!Number.isInteger(power) || (power >= -2 && power < 4)) return null
  const digits = [...String(power)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]))
  return `10${digits.join('')}`
}

/** One edge of a picture: how its numbers come from places in the viewport's units, and what it is called. */
interface Edge extends ColumnScale {
  name: string
}

const plain: Edge = { offset: 0, scale: 1, name: '' }

/** A table's columns are told in its own units. */
function edgesOf(axes: Axes | undefined): readonly [Edge, Edge] {
  if (!axes) return [plain, plain]
  const [x, y] = axisNames(axes)
  const [ofX, ofY] = axes.kind === 'columns' ? axes.scales : [plain, plain]
  return [
    { ...ofX, name: x },
    { ...ofY, name: y },
  ]
}

/** Round numbers of an edge that spans `from` to `to` at `scale` pixels a unit, and where they stand in those units. */
function marks(from: number, to: number, scale: number, edge: Edge): { text: string; at: number }[] {
  const own = (value: number) => edge.offset + edge.scale * value
  return tickValues(own(from), own(to), scale / edge.scale, tickSpacing).map((value) => ({
    text: formatNumber(value),
    at: (value - edge.offset) / edge.scale,
  }))
}

export interface TicksDrawing {
  viewport: Viewport
  palette: Palette
  /** Pixels at the left of the lower edge that stay free, for a legend. */
  reserved?: number | undefined
  /** What the directions stand for, where they have names. */
  axes?: Axes | undefined
}

/** Numbers on the picture's lower and right edge, with a halo so that they can be read over the field. */
export function drawTicks(context: Context, { viewport, palette, reserved = 0, axes }: TicksDrawing): void {
  const { width, height, scale } = viewport
  const [left, bottom] = viewport.toData(0, height)
  const [right, top] = viewport.toData(width, 0)
  const [edgeX, edgeY] = edgesOf(axes)
  context.save()
  context.fillStyle = palette.ink2
  context.strokeStyle = palette.halo
  context.lineWidth = 3
  context.lineJoin = 'round'
  const write = (text: string, x: number, y: number) => {
    context.strokeText(text, x, y)
    context.fillText(text, x, y)
  }
  context.textBaseline = 'alphabetic'
  context.textAlign = 'right'
  context.font = font(10.5, 600)
  const short = (name: string) => fitText(context, name, width / 3)
  let room = 36
  if (edgeX.name !== '') {
    const name = `${short(edgeX.name)} →`
    write(name, width - 8, height - 7)
    room = context.measureText(name).width + 32
  }
  if (edgeY.name !== '') write(`${short(edgeY.name)} ↑`, width - 8, 16)
  context.font = font(10.5)
  context.textAlign = 'center'
  for (const { text, at } of marks(left, right, scale, edgeX)) {
    const x = viewport.x(at)
    if (x > reserved + 16 && x < width - room) write(text, x, height - 7)
  }
  context.textAlign = 'right'
  for (const { text, at } of marks(bottom, top, scale, edgeY)) {
    const y = viewport.y(at)
    if (y > (edgeY.name === '' ? 16 : 34) && y < height - 24) write(text, width - 8, y + 3.5)
  }
  context.restore()
}
