import type { Extent, Field } from '../contract/picture.ts'
import { rasterFrom, type CanvasFactory, type Context } from './canvas.ts'
import { lookupTable, mixColour, parseColour, type Rgb } from './colour.ts'
import { contourLines, type Grid, type Polyline } from './contour.ts'
import { palettes, type ThemeName } from './theme.ts'
import { upsample } from './upsample.ts'
import type { Viewport } from './viewport.ts'

/** Probabilities, or shares of a critic's own scale on either side of its middle, that get a faint line. */
const faintLevels = [0.2, 0.35, 0.65, 0.8]

/** Cells drawn for each stored one, a side: enough for lines without corners, few enough for every animation frame. */
const fineness = 3

/** −1 … 1 (fake … real, 0 can't tell) → colour; the power 0.75 makes small leanings visible. */
export function divergingColour(theme: ThemeName, leaning: number): Rgb {
  const [fake, middle, real] = palettes[theme].diverging
  const share = Math.min(1, Math.abs(leaning) ** 0.75)
  return mixColour(parseColour(middle), parseColour(leaning < 0 ? fake : real), share)
}

/**
 * How far towards real a stored byte leans, −1 … 1: 2D − 1 for probabilities, else centred at the critic's middle. A
 * model's density has the colour of its points, the fakes'.
 */
export function leaning(field: Omit<Field, 'values' | 'size'>, byte: number): number {
  const value = field.low + (byte / 255) * (field.high - field.low)
  const reach = Math.max(field.high - field.middle, field.middle - field.low)
  if (field.density) return field.high > 0 ? -value / field.high : 0
  return reach > 0 ? Math.max(-1, Math.min(1, (value - field.middle) / reach)) : 0
}

/** The byte at which `leaning` is `2 · probability − 1`. */
function levelOf(field: Field, probability: number): number {
  const reach = Math.max(field.high - field.middle, field.middle - field.low)
  const value = field.middle + (2 * probability - 1) * reach
  return ((value - field.low) / (field.high - field.low)) * 255
}

/** Bytes of the lines over a density: shares of its highest value. */
const densityLevels = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => 255 * share)

interface Prepared {
  fine: Grid
  middle: Polyline[]
  faint: Polyline[]
  rasters: Partial<Record<ThemeName, CanvasImageSource>>
}

const levelsOf = (field: Field) => (field.density ? densityLevels : faintLevels.map((level) => levelOf(field, level)))

// A field never changes once made, so what is computed from it is kept as long as the field itself.
const prepared = new WeakMap<Field, Prepared>()

function prepare(field: Field): Prepared {
  const known = prepared.get(field)
  if (known) return known
  const fine = { size: field.size * fineness, values: upsample(field.values, field.size, fineness) }
  const flat = field.high <= field.low
  const made: Prepared = {
    fine,
    middle: flat || field.density ? [] : contourLines(fine, levelOf(field, 0.5)),
    faint: flat ? [] : levelsOf(field).flatMap((level) => contourLines(fine, level)),
    rasters: {},
  }
  prepared.set(field, made)
  return made
}

function raster(field: Field, { size, values }: Grid, theme: ThemeName, createCanvas?: CanvasFactory) {
  const colours = lookupTable((byte) => divergingColour(theme, leaning(field, byte)))
  const pixels = new Uint32Array(size * size)
  for (let row = 0; row < size; row++) {
    // Row 0 of a field is the bottom, row 0 of an image the top.
    const into = (size - 1 - row) * size
    for (let column = 0; column < size; column++) {
      pixels[into + column] = colours[Math.round(values[row * size + column]!)]!
    }
  }
  return rasterFrom(pixels, size, size, createCanvas)
}

export interface FieldDrawing {
  field: Field
  extent: Extent
  theme: ThemeName
  viewport: Viewport
  createCanvas?: CanvasFactory | undefined
}

/** A function that strokes lines in the cells of a field made finer. */
function tracer(context: Context, { extent, viewport }: FieldDrawing, size: number) {
  const [left, right, bottom, top] = extent
  const [x, y] = [viewport.x(left), viewport.y(bottom)]
  const [cellX, cellY] = [(viewport.x(right) - x) / size, (y - viewport.y(top)) / size]
  return (lines: readonly Polyline[]) => {
    context.beginPath()
    for (const line of lines) {
      for (let i = 0; i < line.length; i += 2) {
        const [px, py] = [x + (line[i]! + 0.5) * cellX, y - (line[i + 1]! + 0.5) * cellY]
        if (i === 0) context.moveTo(px, py)
        else context.lineTo(px, py)
      }
    }
    context.stroke()
  }
}

/** Draws a density's lines alone, in a colour of their own. */
export function drawContours(context: Context, drawing: FieldDrawing, colour: string): void {
  const { fine, faint } = prepare(drawing.field)
  context.save()
  context.strokeStyle = colour
  context.lineJoin = 'round'
  context.globalAlpha = 0.75
  context.lineWidth = 1.1
  tracer(context, drawing, fine.size)(faint)
  context.restore()
}

/**
 * Paints D or a density over the scene's extent: colours between cells are interpolated, the line where D can't tell is
 * dark.
 */
export function drawField(context: Context, drawing: FieldDrawing): void {
  const { field, extent, theme, viewport, createCanvas } = drawing
  const [left, right, bottom, top] = extent
  const kept = prepare(field)
  const image = (kept.rasters[theme] ??= raster(field, kept.fine, theme, createCanvas))
  const x = viewport.x(left)
  const y = viewport.y(top)
  context.save()
  context.imageSmoothingEnabled = true
  // The raster is fine enough already; cubic interpolation would cost a software canvas most of its time.
  context.imageSmoothingQuality = 'low'
  context.drawImage(image, x, y, viewport.x(right) - x, viewport.y(bottom) - y)

  const trace = tracer(context, drawing, kept.fine.size)
  context.strokeStyle = palettes[theme].contour
  context.lineJoin = 'round'
  context.globalAlpha = 0.28
  context.lineWidth = 0.8
  trace(kept.faint)
  context.globalAlpha = 0.8
  context.lineWidth = 1.3
  trace(kept.middle)
  context.restore()
}
