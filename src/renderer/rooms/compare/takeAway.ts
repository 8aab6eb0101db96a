import { objectiveOf } from '../../../contract/recipe/facts.ts'
import type { ExportedFile } from '../../../contract/api.ts'
import { drawCurvesPage, type CurvesPage } from '../../../figures/figurePage.ts'
import type { ComparedRun } from './compared.ts'
import { metricAt, sharedMetrics } from './metrics.ts'

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The numbers of all runs at a step as CSV: one row a run; empty where a run has no value there. */
export function tableFile(runs: readonly ComparedRun[], step: number): ExportedFile {
  const names = sharedMetrics(runs.map(({ data }) => data.series.value))
  const head = ['run', 'name', 'loss', 'seed', 'state', 'step', ...names, 'training_seconds']
  const rows = runs.map(({ run, data }) => [
    run.id,
    run.name,
    objectiveOf(run.recipe),
    run.recipe.seed,
    run.state,
    Math.min(step, run.step),
    ...names.map((name) => metricAt(data.series.value, name, step) ?? ''),
    run.trainingSeconds,
  ])
  const text = [head, ...rows].map((row) => row.map((cell) => quoted(String(cell))).join(',')).join('\n')
  return { filename: `comparison-step-${step}.csv`, mime: 'text/csv', bytes: new TextEncoder().encode(`${text}\n`) }
}

/** A chart of the comparison, its axes and lines. */
export type OverlayFigure = CurvesPage['charts'][number]

const width = 1200
const height = 760
const pixelRatio = 2

/** A PNG of one chart under the comparison's title, the same size whatever the window's. */
export async function curvesFile(title: string, figure: OverlayFigure, filename: string): Promise<ExportedFile> {
  const canvas = document.createElement('canvas')
  canvas.width = width * pixelRatio
  canvas.height = height * pixelRatio
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser gives no canvas to draw on')
  context.scale(pixelRatio, pixelRatio)
  const { theme, totalSteps } = figure.spec
  drawCurvesPage(context, { title, theme, width, height, charts: [figure], lastStep: totalSteps })
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('this browser made no picture of the curves')
  return { filename, mime: 'image/png', bytes: new Uint8Array(await blob.arrayBuffer()) }
}
