import type { Frame, Scene } from '../contract/picture.ts'
import type { CanvasFactory, Context } from './canvas.ts'
import { imageStrip } from './imageGrid.ts'
import { pairLayers } from './layers.ts'
import { drawLine } from './line.ts'
import type { LineDrawing } from './lineLayout.ts'
import { dotRadius, drawFake, drawReal } from './scatter.ts'
import { font, palettes, type Palette, type ThemeName } from './theme.ts'
import type { Viewport } from './viewport.ts'

type ImageScene = Extract<Scene, { kind: 'images' }>

/** What the two rows of a pair are called. */
const fed = 'fed in'
const back = 'comes back'

interface Pairs {
  scene: ImageScene
  reconstructions: ArrayLike<number>
  width: number
  height: number
  theme: ThemeName
  createCanvas?: CanvasFactory | undefined
}

const edge = 12
const gap = 3
/** Between an image and what comes back of it, and between pairs, as shares of an image's height. */
const pairGap = 0.06
const betweenPairs = 0.28

/** As many columns as make the images largest: each row of pairs is two images high. */
function layOut(count: number, width: number, height: number, aspect: number) {
  let best = { columns: 1, rows: count, high: 0 }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const across = (width - gap * (columns - 1)) / columns / aspect
    const down = height / (rows * (2 + pairGap) + (rows - 1) * betweenPairs)
    const high = Math.min(across, down)
    if (high > best.high) best = { columns, rows, high }
  }
  return best
}

/** Real images in rows, each with what comes back of it right below. */
export function drawImagePairs(context: Context, drawing: Pairs): void {
  const { scene, reconstructions, width, height, theme, createCanvas } = drawing
  const palette = palettes[theme]
  const size = scene.width * scene.height
  const count = Math.min(scene.real.length / size, Math.floor(reconstructions.length / size))
  if (count === 0) return
  const small = Math.min(width, height) < 200
  const labels = small ? 0 : 82
  const box = { width: width - 2 * edge - labels, height: height - 2 * edge }
  const { columns, rows, high } = layOut(count, box.width, box.height, scene.width / scene.height)
  const wide = (high * scene.width) / scene.height
  const step = high * (2 + pairGap + betweenPairs)
  const left = edge + labels + (box.width - columns * (wide + gap) + gap) / 2
  const top = edge + (box.height - rows * step + betweenPairs * high) / 2
  const strips = [
    imageStrip(scene.real, Math.floor(scene.real.length / size), scene, theme, createCanvas),
    imageStrip(reconstructions, count, scene, theme, createCanvas),
  ]
  context.save()
  context.imageSmoothingEnabled = false
  for (let i = 0; i < count; i++) {
    const x = left + (i % columns) * (wide + gap)
    const y = top + Math.floor(i / columns) * step
    strips.forEach((strip, row) =>
      context.drawImage(
        strip,
        ...[0, i * scene.height, scene.width, scene.height],
        ...[x, y + row * high * (1 + pairGap), wide, high],
      ),
    )
  }
  if (!small) labelRows(context, palette, { rows, step, high, right: left - 8, top })
  context.restore()
}

function labelRows(
  context: Context,
  palette: Palette,
  { rows, step, high, right, top }: { rows: number; step: number; high: number; right: number; top: number },
): void {
  context.font = font(11, 600)
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  for (let row = 0; row < rows; row++) {
    context.fillStyle = palette.real
    context.fillText(fed, right, top + row * step + high / 2)
    context.fillStyle = palette.fake
    context.fillText(back, right, top + row * step + high * (1.5 + pairGap))
  }
}

/** Real points, each with a line to what comes back of it. */
export function drawPointPairs(
  context: Context,
  real: Float32Array,
  reconstructions: NonNullable<Frame['reconstructions']>,
  viewport: Viewport,
  palette: Palette,
): void {
  const radius = dotRadius(Math.min(viewport.width, viewport.height))
  const shown = real.subarray(0, reconstructions.length)
  context.save()
  context.strokeStyle = palette.ink3
  context.globalAlpha = 0.55
  context.lineWidth = 1
  context.beginPath()
  for (let i = 0; i + 1 < shown.length; i += 2) {
    context.moveTo(viewport.x(shown[i]!), viewport.y(shown[i + 1]!))
    context.lineTo(viewport.x(reconstructions[i]!), viewport.y(reconstructions[i + 1]!))
  }
  context.stroke()
  context.restore()
  drawReal(context, shown, viewport, palette, radius)
  drawFake(context, reconstructions, viewport, palette, radius)
}

/** Real examples of a line and what comes back of them, each with a line from one to the other. */
export function drawLinePairs(
  context: Context,
  reconstructions: NonNullable<Frame['reconstructions']>,
  drawing: Omit<LineDrawing, 'frame' | 'layers' | 'paired'>,
): void {
  drawLine(context, {
    ...drawing,
    scene: { ...drawing.scene, real: drawing.scene.real.subarray(0, reconstructions.length) },
    frame: { step: 0, samples: reconstructions },
    layers: pairLayers,
    paired: true,
  })
}
