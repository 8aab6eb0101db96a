import type { Context } from './canvas.ts'
import type { LineDrawing, Places } from './lineLayout.ts'
import { missedModes } from './modes.ts'

const fullTurn = 2 * Math.PI
/** Spreads neighbours in a row apart, the same way every time: multiples of the golden ratio. */
const spread = (index: number) => (index * 0.618034) % 1

/** A row of the strip, from `top` to `bottom`. */
interface Row {
  points: ArrayLike<number>
  top: number
  bottom: number
}

/** Where the point of that index stands in its row, spread apart by `radius` from the edges. */
const inRow = ({ points, top, bottom }: Row, index: number, at: Places, radius: number) =>
  [at.x(points[index]!), top + radius + spread(index + 1) * (bottom - top - 2 * radius)] as const

function drawRow(context: Context, row: Row, at: Places, radius: number, paint: () => void): void {
  for (let i = 0; i < row.points.length; i++) {
    context.beginPath()
    context.arc(...inRow(row, i, at, radius), radius, 0, fullTurn)
    paint()
  }
}

/** A line from each point of a row to that of the same index in another. */
function joinRows(context: Context, from: Row, to: Row, at: Places, radius: number): void {
  context.beginPath()
  for (let i = 0; i < to.points.length; i++) {
    context.moveTo(...inRow(from, i, at, radius))
    context.lineTo(...inRow(to, i, at, radius))
  }
  context.stroke()
}

/** A dashed frame round the part of the line where a mode gets almost no fakes. */
function drawMissed(context: Context, { scene, frame, palette }: LineDrawing, at: Places): void {
  if (!frame) return
  context.save()
  context.strokeStyle = palette.warning
  context.lineWidth = 1.6
  context.setLineDash([4, 4])
  for (const { centre, radius } of missedModes(scene, frame)) {
    const x = at.x(centre[0] - radius)
    context.strokeRect(x, at.base + 1, at.x(centre[0] + radius) - x, at.bottom - at.base - 2)
  }
  context.restore()
}

/** Open circles for real points in the upper row, filled dots for fakes in the lower one. */
export function drawStrip(context: Context, drawing: LineDrawing, at: Places, radius: number): void {
  const { scene, frame, layers, palette } = drawing
  const top = at.base + 3
  const middle = (top + at.bottom) / 2
  const real = { points: scene.real, top, bottom: layers.fake ? middle : at.bottom }
  const fake = { points: frame?.samples ?? [], top: layers.real ? middle + 1 : top, bottom: at.bottom }
  context.save()
  if (drawing.paired) {
    context.strokeStyle = palette.ink3
    context.lineWidth = 0.8
    context.globalAlpha = 0.45
    joinRows(context, real, fake, at, radius)
  }
  if (layers.real) {
    context.strokeStyle = palette.real
    context.lineWidth = 0.9
    context.globalAlpha = 0.7
    drawRow(context, real, at, radius, () => context.stroke())
  }
  if (layers.fake) {
    context.fillStyle = palette.fake
    context.globalAlpha = 0.8
    drawRow(context, fake, at, radius, () => context.fill())
  }
  context.restore()
  if (layers.fake && !drawing.paired) drawMissed(context, drawing, at)
}
