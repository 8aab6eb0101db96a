import type { CodePlane, Scene } from '../contract/picture.ts'
import type { CanvasFactory, Context } from './canvas.ts'
import { drawGroupedPoints } from './groups.ts'
import { imageStrip } from './imageGrid.ts'
import { dotRadius, drawReal } from './scatter.ts'
import { font, palettes, type Palette, type ThemeName } from './theme.ts'
import { drawTicks } from './ticks.ts'
import { createViewport, type Viewport } from './viewport.ts'

export interface CodePlaneDrawing {
  scene: Scene
  plane: CodePlane
  width: number
  height: number
  theme: ThemeName
  createCanvas?: CanvasFactory | undefined
}

const edge = 12
const title = 20
/** Within this distance of 0 lie 95 % of N(0, I) in two dimensions: 1 − e^(−r²/2). */
const usualReach = Math.sqrt(-2 * Math.log(0.05))
const digits = Array.from({ length: 10 }, (_, digit) => String(digit))

/** Where random codes come from: a dashed circle with 95 % of them, or the square that they fill. */
function drawPrior(context: Context, prior: CodePlane['prior'], viewport: Viewport, palette: Palette): void {
  context.save()
  context.strokeStyle = palette.fake
  context.lineWidth = 1.5
  context.setLineDash([5, 4])
  const reach = prior === 'normal' ? usualReach : 1
  const [x, y, size] = [viewport.x(0), viewport.y(0), reach * viewport.scale]
  context.beginPath()
  if (prior === 'normal') context.arc(x, y, size, 0, 2 * Math.PI)
  else context.rect(x - size, y - size, 2 * size, 2 * size)
  context.stroke()
  context.restore()
}

function drawCodes(context: Context, { scene, plane, theme }: CodePlaneDrawing, side: number): void {
  const palette = palettes[theme]
  const viewport = createViewport(plane.extent, side, side)
  drawTicks(context, { viewport, palette })
  const groups = scene.kind === 'images' ? scene.labels : undefined
  if (groups) drawGroupedPoints(context, { points: plane.codes, groups, labels: digits, theme }, viewport)
  else drawReal(context, plane.codes, viewport, palette, dotRadius(side))
  drawPrior(context, plane.prior, viewport, palette)
}

function drawDecoded(
  context: Context,
  { plane, theme, createCanvas }: CodePlaneDrawing,
  scene: Extract<Scene, { kind: 'images' }>,
  side: number,
): void {
  const strip = imageStrip(plane.decoded!, plane.side ** 2, scene, theme, createCanvas)
  const cell = side / plane.side
  context.save()
  context.imageSmoothingEnabled = false
  for (let i = 0; i < plane.side ** 2; i++) {
    const [column, row] = [i % plane.side, plane.side - 1 - Math.floor(i / plane.side)]
    context.drawImage(
      strip,
      ...[0, i * scene.height, scene.width, scene.height],
      ...[column * cell, row * cell, cell, cell],
    )
  }
  context.restore()
  drawPrior(context, plane.prior, createViewport(plane.extent, side, side), palettes[theme])
}

/** A plane of codes: the data's, as digits where they are known, and beside them, of images, what each place decodes to. */
export function drawCodePlane(context: Context, drawing: CodePlaneDrawing): void {
  const { scene, plane, width, height, theme } = drawing
  const palette = palettes[theme]
  const small = Math.min(width, height) < 200
  const head = small ? 0 : title
  const decoded = scene.kind === 'images' && plane.decoded !== undefined
  const wide = width >= height
  const parts = [
    { name: 'codes of the data', draw: (side: number) => drawCodes(context, drawing, side) },
    ...(decoded
      ? [{ name: 'what each place decodes to', draw: (side: number) => drawDecoded(context, drawing, scene, side) }]
      : []),
  ]
  const share = (length: number, many: boolean) =>
    many ? (length - edge * (parts.length + 1)) / parts.length : length - 2 * edge
  const room = { x: share(width, wide), y: share(height, !wide) }
  const side = Math.min(room.x, room.y - head)
  parts.forEach(({ name, draw }, index) => {
    const left = edge + (wide ? index * (room.x + edge) : 0) + (room.x - side) / 2
    const top = edge + (wide ? 0 : index * (room.y + edge)) + (room.y - side - head) / 2
    context.save()
    context.translate(left, top)
    if (!small) {
      context.font = font(11, 600)
      context.fillStyle = palette.ink2
      context.fillText(name, 0, 11)
    }
    context.translate(0, head)
    context.beginPath()
    context.rect(0, 0, side, side)
    context.clip()
    draw(side)
    context.strokeStyle = palette.line
    context.lineWidth = 2
    context.strokeRect(0, 0, side, side)
    context.restore()
  })
}
