import type { Frame, PicturePart, Scene } from '../contract/picture.ts'
import type { CanvasFactory, Context } from './canvas.ts'
import { drawCodePlane } from './codePlane.ts'
import { drawContours, drawField } from './field.ts'
import type { Layers } from './layers.ts'
import { drawLine } from './line.ts'
import { drawImageGrid } from './imageGrid.ts'
import { drawMissedModes, missedModes } from './modes.ts'
import { drawImagePairs, drawLinePairs, drawPointPairs } from './reconstructions.ts'
import { dotRadius, drawFake, drawReal } from './scatter.ts'
import { palettes, type ThemeName } from './theme.ts'
import { drawTicks } from './ticks.ts'
import { createViewport, type View } from './viewport.ts'

/** The parts that a frame holds, the first one always. */
export function partsOf(frame: Frame | null): PicturePart[] {
  const parts: PicturePart[] = ['made']
  if (frame?.reconstructions) parts.push('reconstructions')
  if (frame?.plane) parts.push('codes')
  return parts
}

export interface PictureDrawing {
  scene: Scene
  /** Null before the first one has come, or for a picture of the data alone. */
  frame: Frame | null
  /** In the context's own units: CSS pixels, once the context is scaled by the device's pixel ratio. */
  width: number
  height: number
  theme: ThemeName
  layers: Layers
  /** Examples made unless given; a frame without that part shows those, too. */
  part?: PicturePart | undefined
  /** What examples made are called beside real ones: “fake” unless given. */
  made?: string | undefined
  /** Zoom and pan; fitted when left out. Grids of images have none. */
  view?: View | undefined
  /** Numbers on the edges; by default where there is room for them. */
  ticks?: boolean | undefined
  /** Pixels at the left of the lower edge that numbers keep free, for a legend laid over it. */
  reserved?: number | undefined
  /** Makes the small canvas the field and images are coloured in; OffscreenCanvas unless given. */
  createCanvas?: CanvasFactory | undefined
}

/** Points over the field, with what lies on top of them. */
function drawPoints(context: Context, drawing: PictureDrawing, scene: Extract<Scene, { kind: 'points' }>): void {
  const { frame, width, height, theme, layers, view, createCanvas } = drawing
  const palette = palettes[theme]
  const viewport = createViewport(scene.extent, width, height, view)
  const side = Math.min(width, height)
  const radius = dotRadius(side)
  if (layers.field && frame?.field) {
    drawField(context, { field: frame.field, extent: scene.extent, theme, viewport, createCanvas })
  }
  if (layers.real && scene.density) {
    drawContours(context, { field: scene.density, extent: scene.extent, theme, viewport }, palette.real)
  }
  if (drawing.ticks ?? side >= 240) {
    drawTicks(context, { viewport, palette, reserved: drawing.reserved, axes: scene.axes })
  }
  if (drawing.part === 'reconstructions' && frame?.reconstructions) {
    drawPointPairs(context, scene.real, frame.reconstructions, viewport, palette)
    return
  }
  if (layers.real) drawReal(context, scene.real, viewport, palette, radius)
  if (layers.fake && frame) {
    drawFake(context, frame.samples, viewport, palette, radius)
    drawMissedModes(context, missedModes(scene, frame), viewport, palette)
  }
}

/** Draws one moment of a run over the whole of width × height, whatever the kind of its data. */
export function drawPicture(context: Context, drawing: PictureDrawing): void {
  const { scene, frame, width, height, theme, layers, made, part, createCanvas } = drawing
  context.save()
  context.beginPath()
  context.rect(0, 0, width, height)
  context.clip()
  context.fillStyle = palettes[theme].background
  context.fillRect(0, 0, width, height)
  if (part === 'codes' && frame?.plane) {
    drawCodePlane(context, { scene, plane: frame.plane, width, height, theme, createCanvas })
  } else if (scene.kind === 'points') {
    drawPoints(context, drawing, scene)
  } else if (scene.kind === 'line') {
    const ticks = drawing.ticks ?? Math.min(width, height) >= 240
    const place = { scene, width, height, palette: palettes[theme], ticks }
    if (part === 'reconstructions' && frame?.reconstructions) drawLinePairs(context, frame.reconstructions, place)
    else drawLine(context, { ...place, frame, layers })
  } else if (part === 'reconstructions' && frame?.reconstructions) {
    drawImagePairs(context, { scene, reconstructions: frame.reconstructions, width, height, theme, createCanvas })
  } else {
    drawImageGrid(context, { scene, frame, width, height, theme, layers, made, createCanvas })
  }
  context.restore()
}
