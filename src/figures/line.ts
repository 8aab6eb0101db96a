import type { Profile } from '../contract/picture.ts'
import type { Context } from './canvas.ts'
import { layOut, type LineDrawing, type LineScene, type Places } from './lineLayout.ts'
import { drawStrip } from './lineStrip.ts'
import { formatNumber } from './numbers.ts'
import { font } from './theme.ts'
import { tickValues } from './ticks.ts'

const bins = 56
const tickSpacing = 76

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

/**
 * One moment of a run whose examples are numbers: histograms and densities above a strip of the points themselves, and
 * D over them on a scale of its own at the right.
 */
export function drawLine(context: Context, drawing: LineDrawing): void {
  const { scene, frame, width, height, palette, layers, ticks } = drawing
  const at = layOut(drawing)
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
  drawStrip(context, drawing, at, small ? 1.2 : 2)
  if (ticks) drawNumbers(context, drawing, at)
}
