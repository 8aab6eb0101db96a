import type { Field, Frame, PicturePart, Scene } from '../contract/picture.ts'
import { axesSentence } from './axes.ts'
import type { FamilyFact } from '../contract/recipe/facts.ts'
import type { Context } from './canvas.ts'
import { formatColour } from './colour.ts'
import { divergingColour } from './field.ts'
import { lineKeys, type LineKey } from './lineKeys.ts'
import { formatNumber } from './numbers.ts'
import type { Layers } from './layers.ts'
import { drawFake, drawReal } from './scatter.ts'
import { font, palettes, type ThemeName } from './theme.ts'
import type { Viewport } from './viewport.ts'

/** "fixed scale 0–1" for probabilities; a critic's scores have a scale of their own. */
function fieldScale(field: Field): string {
  if (field.probability) return 'fixed scale 0–1'
  return `own scale ${formatNumber(field.low, 3)} to ${formatNumber(field.high, 3)}`
}

interface Ramp {
  width: number
  /** What its ends lean to: −1 is fake, 1 is real. */
  ends: readonly [number, number]
  /** Under its left end, its middle and its right end. */
  marks: readonly [string, string, string]
  /** Before it. */
  says: string
}

/** How a field's colours are explained; `truth`: whether the data's own density is drawn over them. */
function rampOf(field: Field, truth: boolean): Ramp {
  if (!field.density) {
    return { width: 240, ends: [-1, 1], marks: ['fake', 'can’t tell', 'real'], says: `D says, ${fieldScale(field)}` }
  }
  const says = `density of the model${truth ? ', the data’s as blue lines' : ''}`
  return { width: 120, ends: [0, -1], marks: ['0', '', formatNumber(field.high, 3)], says }
}

function drawRamp(context: Context, x: number, y: number, { width, ends: [from, to] }: Ramp, theme: ThemeName): void {
  const gradient = context.createLinearGradient(x, 0, x + width, 0)
  // Enough stops to follow the map's power law, which a straight blend of its ends would not.
  for (let i = 0; i <= 20; i++) {
    gradient.addColorStop(i / 20, formatColour(divergingColour(theme, from + (i / 20) * (to - from))))
  }
  context.fillStyle = gradient
  context.fillRect(x, y, width, 8)
  context.strokeStyle = palettes[theme].line
  context.lineWidth = 1
  context.strokeRect(x, y, width, 8)
}

/** Keys of the curves on a line, from the right end leftwards in two lines of writing. */
function drawCurveKeys(context: Context, keys: readonly LineKey[], theme: ThemeName, right: number, y: number): void {
  context.font = font(12)
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const [sample, gap] = [22, 18]
  const columns = [keys.slice(0, 2), keys.slice(2)].filter((column) => column.length > 0)
  const widths = columns.map(
    (column) => sample + Math.max(...column.map(({ label }) => context.measureText(label).width)),
  )
  let left = right - widths.reduce((sum, width) => sum + width + gap, -gap)
  for (const [index, column] of columns.entries()) {
    for (const [row, { label, role, dashed }] of column.entries()) {
      const at = column.length === 1 ? y : y - 9 + 18 * row
      context.strokeStyle = palettes[theme][role]
      context.lineWidth = 2
      context.setLineDash(dashed ? [5, 3] : [])
      context.beginPath()
      context.moveTo(left, at)
      context.lineTo(left + sample - 6, at)
      context.stroke()
      // Words drawn with dashes would become outlines in an SVG.
      context.setLineDash([])
      context.fillStyle = palettes[theme].ink2
      context.fillText(label, left + sample, at)
    }
    left += widths[index]! + gap
  }
}

export interface LegendDrawing {
  scene: Scene
  frame: Frame
  layers: Layers
  part: PicturePart
  /** The words of the run's family. */
  words: Pick<FamilyFact, 'maker' | 'made' | 'madeFrom'>
  theme: ThemeName
  x: number
  /** Middle of the line it is written on. */
  y: number
  /** Right end; the field's key stands there. */
  right: number
}

const codedImages = 'where each digit’s code lies; random codes lie mostly within the dashed line'
const codedPoints = 'codes of the data; random codes lie mostly within the dashed line'

/** One line under a picture: what the marks are, and what the field's colours say. */
export function drawLegend(context: Context, drawing: LegendDrawing): void {
  const { scene, frame, layers, theme, x, y, right, part } = drawing
  const { maker, made, madeFrom } = drawing.words
  const palette = palettes[theme]
  const field = layers.field && part === 'made' ? frame.field : undefined
  const words = (text: string, at: number, align: CanvasTextAlign = 'left', height = y) => {
    context.textAlign = align
    context.textBaseline = 'middle'
    context.fillText(text, at, height)
  }
  context.save()
  context.font = font(13)
  context.fillStyle = palette.ink2
  if (part === 'codes') {
    words(scene.kind === 'images' ? codedImages : codedPoints, x)
  } else if (scene.kind !== 'images') {
    const mark: Viewport = { width: right, height: 1e6, scale: 1, x: (v) => v, y: (v) => v, toData: (a, b) => [a, b] }
    drawReal(context, [x + 5, y], mark, palette, 4)
    words('real', x + 15, 'left')
    drawFake(context, [x + 70, y], mark, palette, 4)
    words(part === 'reconstructions' ? 'what comes back of it' : `${made}, made by ${maker}`, x + 80, 'left')
  } else if (part === 'reconstructions') {
    words('real images, and below each what comes back of it', x)
  } else {
    words(`made by ${maker} from the run’s fixed ${madeFrom}`, x)
  }
  const shown = scene.kind === 'points' ? axesSentence(scene.axes) : null
  if (shown) words(shown, right, 'right')
  if (scene.kind === 'line') drawCurveKeys(context, lineKeys(frame, layers, part), theme, right, y)
  if (field) {
    const truth = layers.real && scene.kind === 'points' && scene.density !== undefined
    const ramp = rampOf(field, truth)
    const { width, marks, says } = ramp
    const left = right - width
    drawRamp(context, left, y - 11, ramp, theme)
    context.font = font(12)
    context.fillStyle = palette.ink2
    words(marks[0], left, 'left', y + 8)
    words(marks[1], left + width / 2, 'center', y + 8)
    words(marks[2], right, 'right', y + 8)
    words(says, left - 12, 'right', y - 6)
  }
  context.restore()
}
