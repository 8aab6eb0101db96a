import type { CanvasFactory, Context } from './canvas.ts'
import { imageStrip } from './imageGrid.ts'
import { palettes, type ThemeName } from './theme.ts'

export interface ImageSheet {
  /** n × (imageHeight · imageWidth), 0 black … 255 white. */
  samples: Uint8Array
  imageWidth: number
  imageHeight: number
  columns: number
  width: number
  height: number
  theme: ThemeName
  createCanvas?: CanvasFactory | undefined
}

const edge = 8
const gap = 2

/** Images in rows of so many columns, as large as fit in width × height. */
export function drawImageSheet(context: Context, sheet: ImageSheet): void {
  const { samples, imageWidth, imageHeight, columns, width, height, theme, createCanvas } = sheet
  const count = Math.floor(samples.length / (imageWidth * imageHeight))
  context.fillStyle = palettes[theme].background
  context.fillRect(0, 0, width, height)
  if (count === 0) return
  const rows = Math.ceil(count / columns)
  const across = (width - 2 * edge - gap * (columns - 1)) / (columns * imageWidth)
  const down = (height - 2 * edge - gap * (rows - 1)) / (rows * imageHeight)
  const scale = Math.min(across, down)
  const [wide, high] = [imageWidth * scale, imageHeight * scale]
  const left = (width - columns * (wide + gap) + gap) / 2
  const top = (height - rows * (high + gap) + gap) / 2
  const strip = imageStrip(samples, count, { width: imageWidth, height: imageHeight }, theme, createCanvas)
  context.save()
  context.imageSmoothingEnabled = false
  for (let i = 0; i < count; i++) {
    const x = left + (i % columns) * (wide + gap)
    const y = top + Math.floor(i / columns) * (high + gap)
    context.drawImage(strip, 0, i * imageHeight, imageWidth, imageHeight, x, y, wide, high)
  }
  context.restore()
}
