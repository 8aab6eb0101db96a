import type { Frame, Profile, Scene } from '../contract/picture.ts'
import type { Context } from './canvas.ts'
import { missedModes } from './modes.ts'
import { formatNumber } from './numbers.ts'
import type { Layers } from './layers.ts'
import { font, type Palette } from './theme.ts'
import { tickValues } from './ticks.ts'

export type LineScene = Extract<Scene, { kind: 'line' }>

const fullTurn = 2 * Math.PI
const bins = 56
/** The data's highest density reaches this part of the picture above the points. */
const peakAt = 0.72
/** Share of the height for the strip of points, and pixels for the numbers under it. */
const strip = 0.2
const tickRoom = 24
const tickSpacing = 76
/** Spreads neighbours in a row apart, the same way every time: multiples of the golden ratio. */
const spread = (index: number) => (index * 0.618034) % 1

/** Where things lie in the picture: pixels of a place on the line, of a density and of D's scale. */
interface Places {
  x(place: number): number
  density(value: number): number
  /** Of a share of the height, 0 at the base line, 1 at the top. */
  share(value: number): number
  base: number
  bottom: number
}

function layOut(scene: LineScene, width: number, height: number, ticks: boolean): Places {
  const [left, right] = scene.range
  const bottom = height - (ticks ? tickRoom : 6)
  const base = bottom - strip * height
  const top = Math.max(6, 0.03 * height)
  const peak = scene.density.reduce((most, value) => Math.max(most, value), 0)
  const share = (value: number) => base - (base - top) * value
  return {
    x: (place) => ((place - left) / (right - left)) * width,
    share,
    // What rises above the picture is cut at its top.
    density: (value) => share(Math.min(1.02, (peakAt * value) / peak)),
    base,
    bottom,
  }
}

/** Density of points by bins over the range; points beyond it are left out, and count in what the others share. */
function histogram(points: ArrayLike<number>, [left, right]: LineScene['range']): Float64Array {
  const heights = new Float64Array(bins)
  const wide = (right - left) / bins
  for (let i = 0; i < points.length; i++) {
    const bin = Math.floor((points[i]! - left) / wide)
    if (bin >= 0 && bin < bins) heights[bin]! += 1 / (points.length * wide)
  }
  return heights
}

function fillBars(context: Context, heights: Float64Array, at: Places, width: number, colour: string, alpha: number) {
  context.save()
  context.fillStyle = colour
  context.globalAlpha = alpha
  for (const [bin, value] of heights.entries()) {
    if (value === 0) continue
    const x = (bin / bins) * width
    const y = at.density(value)
    context.fillRect(x, y, width / bins - 0.5, at.base - y)
  }
  context.restore()
}

/** A curve through the centres of cells that fill the width. */
function strokeProfile(
  context: Context,
  values: Profile,
  y: (value: number) => number,
  width: number,
  { colour, line, dash = [] }: { colour: string; line: number; dash?: readonly number[] },
): void {
  context.save()
  context.strokeStyle = colour
  context.lineWidth = line
  context.lineJoin = 'round'
  context.setLineDash([...dash])
  context.beginPath()
  for (const [cell, value] of values.entries()) {
    const x = ((cell + 0.5) / values.length) * width
    if (cell === 0) context.moveTo(x, y(value))
    else context.lineTo(x, y(value))
  }
  context.stroke()
  context.restore()
}

function drawRow(
  context: Context,
  points: ArrayLike<number>,
  at: Places,
  [top, bottom]: readonly [number, number],
  radius: number,
  paint: () => void,
): void {
  for (let i = 0; i < points.length; i++) {
    context.beginPath()
    context.arc(at.x(points[i]!), top + radius + spread(i + 1) * (bottom - top - 2 * radius), radius, 0, fullTurn)
    paint()
  }
}

/** Open circles for real points in the upper row, filled dots for fakes in the lower one. */
function drawPoints(context: Context, drawing: LineDrawing, at: Places, radius: number): void {
  const { scene, frame, layers, palette } = drawing
  const gap = 3
  const middle = (at.base + gap + at.bottom) / 2
  context.save()
  if (layers.real) {
    context.strokeStyle = palette.real
    context.lineWidth = 0.9
    context.globalAlpha = 0.7
    drawRow(context, scene.real, at, [at.base + gap, layers.fake ? middle : at.bottom], radius, () => context.stroke())
  }
  if (layers.fake && frame) {
    context.fillStyle = palette.fake
    context.globalAlpha = 0.8
    const rows = [layers.real ? middle + 1 : at.base + gap, at.bottom] as const
    drawRow(context, frame.samples, at, rows, radius, () => context.fill())
  }
  context.restore()
}

/** A dashed frame round the part of the line where a mode gets almost no fakes. */
function drawMissed(context: Context, scene: LineScene, frame: Frame, at: Places, palette: Palette): void {
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

function drawNumbers(context: Context, { scene, width, palette, frame, layers }: LineDrawing, at: Places): void {
  const [left, right] = scene.range
  context.save()
  context.font = font(10.5)
  context.fillStyle = palette.ink2
  context.textBaseline = 'alphabetic'
  context.textAlign = 'center'
  for (const value of tickValues(left, right, width / (right - left), tickSpacing)) {
    const x = at.x(value)
    if (x > 14 && x < width - 14) context.fillText(formatNumber(value), x, at.bottom + 16)
  }
  if (layers.field && frame?.judgement) {
    const { low, high } = frame.judgement
    context.fillStyle = palette.discriminator
    context.textAlign = 'right'
    context.textBaseline = 'middle'
    for (const share of [0, 0.5, 1]) {
      context.fillText(formatNumber(low + share * (high - low), 2), width - 6, at.share(share) + (share === 1 ? 6 : -6))
    }
  }
  context.restore()
}

export interface LineDrawing {
  scene: LineScene
  frame: Frame | null
  width: number
  height: number
  palette: Palette
  layers: Layers
  ticks: boolean
}

/**
 * One moment of a run whose examples are numbers: histograms and densities above a strip of the points themselves, and
 * D over them on a scale of its own at the right.
 */
export function drawLine(context: Context, drawing: LineDrawing): void {
  const { scene, frame, width, height, palette, layers, ticks } = drawing
  const at = layOut(scene, width, height, ticks)
  const small = Math.min(width, height) < 240
  const line = small ? 1.3 : 2
  if (layers.real) fillBars(context, histogram(scene.real, scene.range), at, width, palette.real, 0.16)
  if (layers.fake && frame) fillBars(context, histogram(frame.samples, scene.range), at, width, palette.fake, 0.3)
  context.fillStyle = palette.line
  context.fillRect(0, at.base, width, 1)
  const judgement = layers.field ? frame?.judgement : undefined
  const scaled = (value: number) => {
    const { low, high } = judgement!
    return at.share(high > low ? (value - low) / (high - low) : 0.5)
  }
  if (judgement) {
    const middle = new Float32Array(judgement.values.length).fill(judgement.middle)
    strokeProfile(context, middle, scaled, width, { colour: palette.ink3, line: 0.8, dash: [1, 3] })
  }
  if (layers.real) strokeProfile(context, scene.density, at.density, width, { colour: palette.real, line })
  if (layers.fake && frame?.density) {
    strokeProfile(context, frame.density, at.density, width, { colour: palette.fake, line })
  }
  if (judgement?.best) {
    const dash = { colour: palette.discriminator, line: small ? 1 : 1.4, dash: [6, 4] }
    strokeProfile(context, judgement.best, scaled, width, dash)
  }
  if (judgement) strokeProfile(context, judgement.values, scaled, width, { colour: palette.discriminator, line })
  drawPoints(context, drawing, at, small ? 1.2 : 2)
  if (layers.fake && frame) drawMissed(context, scene, frame, at, palette)
  if (ticks) drawNumbers(context, drawing, at)
}
