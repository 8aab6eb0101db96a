import type { Extent } from '../contract/picture.ts'
import type { Context } from './canvas.ts'
import { font, palettes, seriesStyle, type ThemeName } from './theme.ts'
import { drawTicks } from './ticks.ts'
import { createViewport, type Viewport } from './viewport.ts'

export interface GroupsDrawing {
  /** n × 2. */
  points: Float32Array
  /** A group number each. */
  groups: Uint8Array
  labels: readonly string[]
  width: number
  height: number
  theme: ThemeName
}

/** The square that holds all finite points, with a little air. */
function extentOf(points: Float32Array): Extent {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]!]
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue
    left = Math.min(left, x)
    right = Math.max(right, x)
    bottom = Math.min(bottom, y)
    top = Math.max(top, y)
  }
  if (!(left <= right)) return [-1, 1, -1, 1]
  const reach = 0.54 * Math.max(right - left, top - bottom, 1e-6)
  const [x, y] = [(left + right) / 2, (bottom + top) / 2]
  return [x - reach, x + reach, y - reach, y + reach]
}

/** Whether the labels are short enough to be drawn in the points' place: shape then tells groups apart without colour. */
export const drawsLabels = (labels: readonly string[]) => labels.every((label) => [...label].length <= 2)

/** Points in the colours of their groups; groups with a short label are drawn as that. */
export function drawGroups(context: Context, drawing: GroupsDrawing): void {
  const { points, groups, labels, width, height, theme } = drawing
  const palette = palettes[theme]
  context.save()
  context.fillStyle = palette.background
  context.fillRect(0, 0, width, height)
  const viewport = createViewport(extentOf(points), width, height)
  drawTicks(context, { viewport, palette })
  drawGroupedPoints(context, { points, groups, labels, theme }, viewport)
  context.restore()
}

/** The points alone, those of them that lie within the viewport. */
export function drawGroupedPoints(
  context: Context,
  { points, groups, labels, theme }: Pick<GroupsDrawing, 'points' | 'groups' | 'labels' | 'theme'>,
  viewport: Viewport,
): void {
  const palette = palettes[theme]
  context.save()
  const colours = labels.map((_, index) => seriesStyle(theme, index).colour)
  const lettered = drawsLabels(labels)
  context.font = font(9, 600)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.globalAlpha = 0.8
  for (let i = 0; 2 * i + 1 < points.length; i++) {
    const group = groups[i]!
    const [x, y] = [viewport.x(points[2 * i]!), viewport.y(points[2 * i + 1]!)]
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue
    context.fillStyle = colours[group] ?? palette.ink3
    if (lettered) context.fillText(labels[group] ?? '', x, y)
    else {
      context.beginPath()
      context.arc(x, y, 2, 0, 2 * Math.PI)
      context.fill()
    }
  }
  context.restore()
}
