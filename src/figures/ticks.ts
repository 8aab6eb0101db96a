import type { Context } from './canvas.ts'
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

/**
 * Numbers on the picture's lower and right edge, with a halo so that they can be read over the field.
 * @param reserved pixels at the left of the lower edge that stay free, for a legend.
 */
export function drawTicks(context: Context, viewport: Viewport, palette: Palette, reserved = 0): void {
  const { width, height, scale } = viewport
  const [left, bottom] = viewport.toData(0, height)
  const [right, top] = viewport.toData(width, 0)
  context.save()
  context.font = font(10.5)
  context.fillStyle = palette.ink2
  context.strokeStyle = palette.halo
  context.lineWidth = 3
  context.lineJoin = 'round'
  const write = (value: number, x: number, y: number) => {
    const text = formatNumber(value)
    context.strokeText(text, x, y)
    context.fillText(text, x, y)
  }
  context.textBaseline = 'alphabetic'
  context.textAlign = 'center'
  for (const value of tickValues(left, right, scale, tickSpacing)) {
    const x = viewport.x(value)
    if (x > reserved + 16 && x < width - 36) write(value, x, height - 7)
  }
  context.textAlign = 'right'
  for (const value of tickValues(bottom, top, scale, tickSpacing)) {
    const y = viewport.y(value)
    if (y > 16 && y < height - 24) write(value, width - 8, y + 3.5)
  }
  context.restore()
}
