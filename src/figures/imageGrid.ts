import type { Frame, Scene } from '../contract/picture.ts'
import { rasterFrom, type CanvasFactory, type Context } from './canvas.ts'
import { lookupTable, mixColour, parseColour } from './colour.ts'
import { font, palettes, type ThemeName } from './theme.ts'

type ImageScene = Extract<Scene, { kind: 'images' }>

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A square grid of all `count` images, as large as fits; `aspect` is an image's width over its height. */
function squareGrid(count: number, box: Pick<Box, 'width' | 'height'>, aspect: number, gap: number) {
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  const width = Math.min((box.width - gap * (columns - 1)) / columns, ((box.height - gap * (rows - 1)) / rows) * aspect)
  return { columns, rows, width, height: width / aspect, count }
}

/** A thumbnail's grid: three rows of the first images, as many as the box is wide. */
function stripGrid(count: number, box: Pick<Box, 'width' | 'height'>, aspect: number, gap: number) {
  const height = (box.height - 2 * gap) / 3
  const width = height * aspect
  const columns = Math.max(1, Math.floor((box.width + gap) / (width + gap)))
  if (columns * 3 > count) return squareGrid(count, box, aspect, gap)
  return { columns, rows: 3, width, height, count: columns * 3 }
}

// One column of images per array and theme; arrays of a frame or scene never change once made.
const strips = new WeakMap<ArrayLike<number>, Partial<Record<ThemeName, CanvasImageSource>>>()

/** All images under each other in one canvas: light ink on dark or dark ink on light, as the theme's text is. */
export function imageStrip(
  pixels: ArrayLike<number>,
  count: number,
  scene: Pick<ImageScene, 'width' | 'height'>,
  theme: ThemeName,
  create?: CanvasFactory,
): CanvasImageSource {
  const known = strips.get(pixels as object as ArrayLike<number>) ?? {}
  if (known[theme]) return known[theme]
  const { sunken, ink } = palettes[theme]
  const colours = lookupTable((value) => mixColour(parseColour(sunken), parseColour(ink), value / 255))
  const painted = new Uint32Array(count * scene.width * scene.height)
  for (let i = 0; i < painted.length; i++) painted[i] = colours[Math.round(pixels[i]!)]!
  known[theme] = rasterFrom(painted, scene.width, scene.height * count, create)
  strips.set(pixels, known)
  return known[theme]
}

export interface ImageGridDrawing {
  scene: ImageScene
  frame: Frame | null
  width: number
  height: number
  theme: ThemeName
  layers: { real: boolean; fake: boolean }
  /** What generated images are called; “fake” unless given. */
  made?: string | undefined
  createCanvas?: CanvasFactory | undefined
}

/** Generated images as a grid; with the real layer too, real ones beside them, each side named in its own colour. */
export function drawImageGrid(context: Context, drawing: ImageGridDrawing): void {
  const { scene, frame, width, height, theme, layers, createCanvas } = drawing
  const palette = palettes[theme]
  const size = scene.width * scene.height
  const fakeCount = frame ? Math.floor(frame.samples.length / size) : 0
  const realCount = Math.min(Math.floor(scene.real.length / size), fakeCount || 64)
  const parts = [
    { show: layers.real && realCount > 0, pixels: scene.real, count: realCount, name: 'real', colour: palette.real },
    {
      show: layers.fake && fakeCount > 0,
      pixels: frame?.samples,
      count: fakeCount,
      name: drawing.made ?? 'fake',
      colour: palette.fake,
    },
  ].filter((part) => part.show)

  const wide = width >= height
  const small = Math.min(width, height) < 200
  const edge = small ? 2 : 12
  const title = parts.length > 1 && !small ? 18 : 0
  parts.forEach((part, index) => {
    const box: Box = {
      x: edge + (wide ? (index * (width - edge)) / parts.length : 0),
      y: edge + title + (wide ? 0 : (index * (height - edge)) / parts.length),
      width: (wide ? (width - edge) / parts.length : width - edge) - edge,
      height: (wide ? height - edge : (height - edge) / parts.length) - edge - title,
    }
    const gap = small ? 1 : 3
    const grid = (small ? stripGrid : squareGrid)(part.count, box, scene.width / scene.height, gap)
    const usedWidth = grid.columns * (grid.width + gap) - gap
    const usedHeight = grid.rows * (grid.height + gap) - gap
    const left = box.x + (box.width - usedWidth) / 2
    const top = box.y + (box.height - usedHeight) / 2
    context.save()
    if (title) {
      context.font = font(11, 600)
      context.fillStyle = part.colour
      context.fillText(part.name, left, top - 6)
    }
    context.imageSmoothingEnabled = false
    const image = imageStrip(part.pixels!, part.count, scene, theme, createCanvas)
    for (let i = 0; i < grid.count; i++) {
      const x = left + (i % grid.columns) * (grid.width + gap)
      const y = top + Math.floor(i / grid.columns) * (grid.height + gap)
      context.drawImage(image, 0, i * scene.height, scene.width, scene.height, x, y, grid.width, grid.height)
    }
    context.restore()
  })
}
