import type { PicturePart } from '../../contract/picture.ts'
import type { Context } from '../../figures/canvas.ts'
import type { ThemeName } from '../../figures/theme.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { RunDetail } from '../../contract/run.ts'
import type { StoreClient } from '../../store/index.ts'
import { familyFacts } from '../../contract/recipe/facts.ts'
import { plainCircles, plainLetters, tidySvg } from './svg.ts'

/** CSS pixels of an exported figure; a PNG has twice as many a side. */
const width = 1200
const height = 960
const pixelRatio = 2

/** The charts of an exported page of curves: the first four there are, so that the page is full. */
const exportedGroups = ['loss', 'reconstruction', 'bound', 'accuracy', 'modes', 'gradient', 'value']
/** Of a density they are others. */
const exportedOfDensity = ['loss.density', 'likelihood', 'divergence', 'jsd', 'modes', 'gradient']
const mostCharts = 4

export interface FigureRequest {
  format: 'png' | 'svg'
  figure: 'picture' | 'reconstructions' | 'codes' | 'curves'
  theme: ThemeName
  step?: number | undefined
}

export interface Figure {
  bytes: Uint8Array
  /** The step shown, or the last one. */
  step: number
}

type Draw = (context: Context) => void

async function render(format: 'png' | 'svg', draw: Draw): Promise<Uint8Array> {
  const { createCanvas, GlobalFonts, SvgExportFlag } = await import('@napi-rs/canvas')
  if (GlobalFonts.families.length === 0) {
    const next = 'Install one, such as the package fonts-dejavu-core, and export again.'
    throw new WorkbenchError('unavailable', `This computer has no fonts to write a figure’s words with. ${next}`)
  }
  if (format === 'svg') {
    // The flag that keeps words as words.
    const canvas = createCanvas(width, height, SvgExportFlag.NoPrettyXML)
    const context = canvas.getContext('2d') as unknown as Context
    plainCircles(context)
    plainLetters(context)
    draw(context)
    return new TextEncoder().encode(tidySvg(canvas.getContent().toString('utf8')))
  }
  const canvas = createCanvas(width * pixelRatio, height * pixelRatio)
  const context = canvas.getContext('2d')
  context.scale(pixelRatio, pixelRatio)
  draw(context as unknown as Context)
  return canvas.encode('png')
}

async function pictureFigure(
  store: StoreClient,
  { scene, summary }: RunDetail,
  request: FigureRequest,
): Promise<Figure> {
  const { format, theme, step = Number.MAX_SAFE_INTEGER } = request
  const part: PicturePart = request.figure === 'reconstructions' || request.figure === 'codes' ? request.figure : 'made'
  if (!scene) throw new WorkbenchError('conflict', `“${summary.name}” has no picture yet: it has not begun to train.`)
  // Loaded only here: both take a moment, and most sessions export no figure.
  const [{ createCanvas }, { drawPicturePage }, { partsOf }] = await Promise.all([
    import('@napi-rs/canvas'),
    import('../../figures/figurePage.ts'),
    import('../../figures/picture.ts'),
  ])
  const frame = await store.call('frame.get', { id: summary.id, step })
  if (part !== 'made' && !partsOf(frame).includes(part)) {
    throw new WorkbenchError(
      'conflict',
      part === 'codes'
        ? `“${summary.name}” has no plane of codes to draw: only auto-encoders with a code of 2 numbers have one.`
        : `“${summary.name}” has no reconstructions to draw: only auto-encoders give back what they are fed.`,
    )
  }
  const layers = { real: scene.kind !== 'images', fake: true, field: true }
  const words = familyFacts[summary.recipe.family]
  const what = { title: summary.name, scene, frame, layers, part, words }
  const page = { ...what, theme, width, height, createCanvas: createCanvas as never }
  return { bytes: await render(format, (context) => drawPicturePage(context, page)), step: frame.step }
}

async function curvesFigure(
  store: StoreClient,
  { series, summary }: RunDetail,
  request: FigureRequest,
): Promise<Figure> {
  const [{ drawCurvesPage }, { curveGroups, roleColour }] = await Promise.all([
    import('../../figures/figurePage.ts'),
    import('../../figures/curveGroups.ts'),
  ])
  const { format, theme, step } = request
  const exported = summary.recipe.family === 'density' ? exportedOfDensity : exportedGroups
  const groups = curveGroups(summary.recipe, series)
    .filter(({ id }) => exported.includes(id))
    .slice(0, mostCharts)
  if (groups.length === 0)
    throw new WorkbenchError('conflict', `“${summary.name}” has no curves yet: let it train a step first.`)
  const names = groups.flatMap((group) => group.lines.map(({ name }) => name))
  const views = await store.call('series.read', { id: summary.id, names, from: 0, maxPoints: 1000 })
  const lastStep = summary.step
  const charts = groups.map((group) => {
    const { limits, range, logarithmic, ticks, format: formatValue } = group
    const lines = group.lines.flatMap(({ name, role, ...line }) => {
      const view = views.find((one) => one.name === name)
      return view ? [{ ...line, view, colour: roleColour(theme, role) }] : []
    })
    const from = summary.fork ? { from: summary.fork.step } : {}
    const axes = { totalSteps: Math.max(1, lastStep), limits, range, logarithmic, ticks, format: formatValue }
    return { group, spec: { lines, theme, ...from, ...axes, stepAxis: true, cursor: step ?? null } }
  })
  const page = { title: summary.name, theme, width, height, charts, lastStep }
  return { bytes: await render(format, (context) => drawCurvesPage(context, page)), step: lastStep }
}

/** The picture or the curves of a run as a file's bytes. Throws conflict where there is nothing to draw yet. */
export function figureFile(store: StoreClient, detail: RunDetail, request: FigureRequest): Promise<Figure> {
  return request.figure === 'curves' ? curvesFigure(store, detail, request) : pictureFigure(store, detail, request)
}
