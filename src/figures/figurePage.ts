import { BasicPlatform } from 'chart.js'
import { createCurves, Chart } from './curves.ts'
import { labelRoom } from './curveOptions.ts'
import type { CurveGroup } from './curveGroups.ts'
import type { CurvesSpec } from './curveSpec.ts'
import type { CanvasFactory, Context } from './canvas.ts'
import { fitText } from './fitText.ts'
import { drawLegend } from './legend.ts'
import { formatNumber } from './numbers.ts'
import type { Layers } from './layers.ts'
import { drawPicture, partsOf } from './picture.ts'
import { regionContext, type Box } from './region.ts'
import { font, palettes, type ThemeName } from './theme.ts'
import type { Frame, Scene, PicturePart } from '../contract/picture.ts'
import type { FamilyFact } from '../contract/recipe/facts.ts'

const margin = 32
const headHeight = 64
const footHeight = 64

interface Page {
  title: string
  theme: ThemeName
  width: number
  height: number
}

function drawHead(context: Context, { title, theme, width, height }: Page, aside: string): void {
  const palette = palettes[theme]
  // A figure stands on paper: white in the light theme, the panel's colour in the dark one.
  context.fillStyle = palette.background
  context.fillRect(0, 0, width, height)
  context.textBaseline = 'middle'
  context.font = font(15)
  context.fillStyle = palette.ink2
  context.textAlign = 'right'
  context.fillText(aside, width - margin, margin + 8)
  const room = width - 2 * margin - context.measureText(aside).width - 24
  context.font = font(20, 600)
  context.fillStyle = palette.ink
  context.textAlign = 'left'
  context.fillText(fitText(context, title, room), margin, margin + 8)
}

export interface PicturePage extends Page {
  scene: Scene
  frame: Frame
  layers: Layers
  part: PicturePart
  /** The words of the run's family. */
  words: Pick<FamilyFact, 'maker' | 'made' | 'madeFrom'>
  createCanvas?: CanvasFactory | undefined
}

/** A picture to take away: the run's name, the step, the picture, and what its marks and colours mean. */
export function drawPicturePage(context: Context, page: PicturePage): void {
  const { scene, frame, layers, theme, width, height, words, createCanvas } = page
  const part = partsOf(frame).includes(page.part) ? page.part : 'made'
  context.save()
  drawHead(context, page, `step ${formatNumber(frame.step)}`)
  const box: Box = { x: margin, y: headHeight, width: width - 2 * margin, height: height - headHeight - footHeight }
  context.save()
  context.translate(box.x, box.y)
  const size = { width: box.width, height: box.height }
  drawPicture(context, { scene, frame, ...size, theme, layers, part, made: words.made, createCanvas })
  context.restore()
  context.strokeStyle = palettes[theme].line
  context.lineWidth = 1
  context.strokeRect(box.x, box.y, box.width, box.height)
  drawLegend(context, {
    scene,
    frame,
    layers,
    part,
    words,
    theme,
    x: margin,
    y: height - footHeight / 2,
    right: width - margin,
  })
  context.restore()
}

export interface CurvesPage extends Page {
  charts: readonly { group: Pick<CurveGroup, 'title' | 'note'>; spec: CurvesSpec }[]
  lastStep: number
}

/** The curves of one run or several to take away: one chart a group, in two columns when there are more than two. */
export function drawCurvesPage(context: Context, page: CurvesPage): void {
  const { charts, theme, width, height, lastStep } = page
  const palette = palettes[theme]
  const gap = 28
  context.save()
  drawHead(context, page, `${formatNumber(lastStep)} steps`)
  const columns = charts.length > 2 ? 2 : 1
  const rows = Math.max(1, Math.ceil(charts.length / columns))
  const cellWidth = (width - 2 * margin - gap * (columns - 1)) / columns
  const cellHeight = (height - headHeight - margin - gap * (rows - 1)) / rows
  const room = Math.max(...charts.map(({ spec }) => spec.labelRoom ?? labelRoom(spec)))
  charts.forEach(({ group, spec }, i) => {
    const x = margin + (i % columns) * (cellWidth + gap)
    const y = headHeight + Math.floor(i / columns) * (cellHeight + gap)
    context.textAlign = 'left'
    context.textBaseline = 'alphabetic'
    context.font = font(13, 600)
    context.fillStyle = palette.ink
    context.fillText(group.title, x, y + 12)
    const after = context.measureText(group.title).width
    context.font = font(12)
    context.fillStyle = palette.ink3
    context.fillText(group.note, x + after + 10, y + 12)

    context.save()
    context.translate(x, y + 20)
    const region = regionContext(context, { x, y, width: cellWidth, height: cellHeight - 20 })
    const { config } = createCurves({ ...spec, labelRoom: room })
    const chart = new Chart(region, {
      ...config,
      // In a page as elsewhere: a region is no element whose size and events could be followed.
      platform: BasicPlatform,
      options: { ...config.options, responsive: false, devicePixelRatio: 1 },
    })
    chart.destroy()
    context.restore()
  })
  context.restore()
}
