import type { ExportedFile } from '../../../contract/api.ts'
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
    run.recipe.loss.kind,
    run.recipe.seed,
    run.state,
    Math.min(step, run.step),
    ...names.map((name) => metricAt(data.series.value, name, step) ?? ''),
    run.trainingSeconds,
  ])
  const text = [head, ...rows].map((row) => row.map((cell) => quoted(String(cell))).join(',')).join('\n')
  return { filename: `comparison-step-${step}.csv`, mime: 'text/csv', bytes: new TextEncoder().encode(`${text}\n`) }
}

/** A PNG of what a canvas shows, on the panel's ground. */
export async function canvasFile(canvas: HTMLCanvasElement, ground: string, filename: string): Promise<ExportedFile> {
  const copy = document.createElement('canvas')
  copy.width = canvas.width
  copy.height = canvas.height
  const context = copy.getContext('2d')
  if (!context) throw new Error('this browser gives no canvas to draw on')
  context.fillStyle = ground
  context.fillRect(0, 0, copy.width, copy.height)
  context.drawImage(canvas, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => copy.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('this browser made no picture of the curves')
  return { filename, mime: 'image/png', bytes: new Uint8Array(await blob.arrayBuffer()) }
}
