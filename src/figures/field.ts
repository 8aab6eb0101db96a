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

/** How far towards real a stored byte leans, −1 … 1: 2D − 1 for probabilities, else centred at the critic's middle. */
export function leaning(field: Omit<Field, 'values' | 'size'>, byte: number): number {
  const value = field.low + (byte / 255) * (field.high - field.low)
  const reach = Math.max(field.high - field.middle, field.middle - field.low)
  return reach > 0 ? Math.max(-1, Math.min(1, (value - field.middle) / reach)) : 0
}

/** The byte at which `leaning` is `2 · probability − 1`. */
function levelOf(field: Field, probability: number): number {
  const reach = Math.max(field.high - field.middle, field.middle - field.low)
  const value = field.middle + (2 * probability - 1) * reach
  return ((value - field.low) / (field.high - field.low)) * 255
}

interface Prepared {
  fine: Grid
  middle: Polyline[]
  faint: Polyline[]
  rasters: Partial<Record<ThemeName, CanvasImageSource>>
}

// A field never changes once made, so what is computed from it is kept as long as the field itself.
const prepared = new WeakMap<Field, Prepared>()

function prepare(field: Field): Prepared {
  const known = prepared.get(field)
  if (known) return known
  const fine = { size: field.size * fineness, values: upsample(field.values, field.size, fineness) }
  const flat = field.high <= field.low
  const made: Prepared = {
    fine,
    middle: flat ? [] : contourLines(fine, levelOf(field, 0.5)),
    faint: flat ? [] : faintLevels.flatMap((level) => contourLines(fine, levelOf(field, level))),
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

/** Paints D over the scene's extent: colours between cells are interpolated, the line where D can't tell is dark. */
export function drawField(context: Context, { field, extent, theme, viewport, createCanvas }: FieldDrawing): void {
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

  const cellX = (viewport.x(right) - x) / kept.fine.size
  const cellY = (viewport.y(bottom) - y) / kept.fine.size
  const trace = (lines: Polyline[]) => {
    context.beginPath()
    for (const line of lines) {
      for (let i = 0; i < line.length; i += 2) {
        const px = x + (line[i]! + 0.5) * cellX
        const py = viewport.y(bottom) - (line[i + 1]! + 0.5) * cellY
        if (i === 0) context.moveTo(px, py)
        else context.lineTo(px, py)
      }
    }
    context.stroke()
  }
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
