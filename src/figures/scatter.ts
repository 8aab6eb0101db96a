import type { Context } from './canvas.ts'
import type { Palette } from './theme.ts'
import type { Viewport } from './viewport.ts'

const fullTurn = 2 * Math.PI

/** Radius in pixels that suits a picture whose shorter side is `side` pixels. */
export function dotRadius(side: number): number {
  return Math.min(3, Math.max(1.4, side / 160))
}

function eachVisible(
  points: ArrayLike<number>,
  viewport: Viewport,
  margin: number,
  draw: (x: number, y: number) => void,
): void {
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = viewport.x(points[i]!)
    const y = viewport.y(points[i + 1]!)
    if (x > -margin && y > -margin && x < viewport.width + margin && y < viewport.height + margin) draw(x, y)
  }
}

/** Open circles: shape alone says "real". Points are n × 2 in data units. */
export function drawReal(
  context: Context,
  points: ArrayLike<number>,
  viewport: Viewport,
  palette: Palette,
  radius: number,
): void {
  context.save()
  context.strokeStyle = palette.real
  context.lineWidth = radius > 1.6 ? 1.2 : 0.9
  context.globalAlpha = 0.8
  eachVisible(points, viewport, radius + 1, (x, y) => {
    context.beginPath()
    context.arc(x, y, radius, 0, fullTurn)
    context.stroke()
  })
  context.restore()
}

/** Filled dots with a halo, each on top of the one before: shape alone says "fake". */
export function drawFake(
  context: Context,
  points: ArrayLike<number>,
  viewport: Viewport,
  palette: Palette,
  radius: number,
): void {
  context.save()
  context.fillStyle = palette.fake
  context.strokeStyle = palette.halo
  context.lineWidth = 1.2
  eachVisible(points, viewport, radius + 1, (x, y) => {
    context.beginPath()
    context.arc(x, y, radius, 0, fullTurn)
    if (radius > 1.4) context.stroke()
    context.fill()
  })
  context.restore()
}
