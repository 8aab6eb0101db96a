import type { z } from 'zod'
import type { ExportedFile, exportSchema } from '../../contract/api.ts'
import type { Checkpoint } from '../../contract/engine.ts'
import type { StoreClient } from '../../store/index.ts'
import { checkpointFile } from './checkpoint.ts'
import { figureFile } from './figure.ts'
import { exportName } from './filename.ts'
import { metricsCsv } from './metrics.ts'
import { momentsCsv } from './moments.ts'
import { readMoments } from './runMoments.ts'
import { columnsOf, samplesCsv } from './samples.ts'

export interface RunExport {
  store: StoreClient
  id: string
  request: z.output<typeof exportSchema>
  /** Fresh examples of the checkpoint's generator, count × data width. */
  sample(checkpoint: Checkpoint, count: number): Promise<Float32Array>
}

const csv = 'text/csv; charset=utf-8'
const figureTypes = { png: 'image/png', svg: 'image/svg+xml' } as const

/** Anything a person takes away of a run, read from the store. Throws not-found, or conflict where there is nothing. */
export async function exportRun({ store, id, request, sample }: RunExport): Promise<ExportedFile> {
  const detail = await store.call('run.get', { id })
  const { summary } = detail
  const file = (bytes: Uint8Array, mime: string, suffix: string, extension: string): ExportedFile => ({
    filename: exportName(summary.name, suffix, extension),
    mime,
    bytes,
  })
  const newest = (step: number | undefined) =>
    store.call('checkpoint.get', { id, ...(step === undefined ? {} : { step }) })

  switch (request.what) {
    case 'metrics':
      return file(await metricsCsv(store, id, detail.series), csv, `metrics-to-step-${summary.step}`, 'csv')
    case 'figure': {
      const { bytes, step } = await figureFile(store, detail, request)
      return file(bytes, figureTypes[request.format], `${request.figure}-step-${step}`, request.format)
    }
    case 'checkpoint': {
      const checkpoint = await newest(request.step)
      const bytes = checkpointFile(summary, checkpoint)
      return file(bytes, 'application/octet-stream', `checkpoint-step-${checkpoint.step}`, 'safetensors')
    }
    case 'samples': {
      const checkpoint = await newest(request.step)
      const samples = await sample(checkpoint, request.count)
      return file(
        samplesCsv(samples, await columnsOf(store, summary.recipe.data)),
        csv,
        `samples-step-${checkpoint.step}`,
        'csv',
      )
    }
    case 'moments': {
      const { count } = request
      const read = await readMoments({
        store,
        id,
        step: request.step,
        sample: (checkpoint) => sample(checkpoint, count),
      })
      const table = { ...read, fakePoints: read.samples.length / 2 }
      return file(momentsCsv(table), csv, `moments-step-${read.step}`, 'csv')
    }
  }
}
