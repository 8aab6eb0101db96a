import type { PicturePart } from '../../../contract/picture.ts'
import type { ExportRequest } from '../../../contract/api.ts'
import { dataWidth, imageShape } from '../../../contract/recipe/facts.ts'
import type { RunSummary } from '../../../contract/run.ts'
import { formatCount } from '../../format.ts'

export interface ExportOffer {
  label: string
  note: string
  request: ExportRequest
}

/** What a generator of a run makes. */
function freshNames({ recipe: { data } }: RunSummary): string {
  if (imageShape(data)) return 'Fresh images'
  return data.kind === 'table' ? 'Fresh rows' : 'Fresh points'
}

/** Whether its examples are points of the plane, whose means and covariance can be told. */
export const hasMoments = ({ recipe: { data } }: RunSummary): boolean => dataWidth(data) === 2

const pictureNames: Record<PicturePart, string> = {
  made: 'Picture',
  reconstructions: 'Reconstructions',
  codes: 'Codes',
}

/** What can be taken away from a run at the step shown, in groups. */
export function exportOffers(run: RunSummary, step: number, part: PicturePart = 'made'): ExportOffer[][] {
  const at = `step ${formatCount(step)}`
  const picture = (format: 'png' | 'svg'): ExportRequest => ({
    what: 'figure',
    format,
    figure: part === 'made' ? 'picture' : part,
    step,
  })
  const curves = (format: 'png' | 'svg'): ExportRequest => ({ what: 'figure', format, figure: 'curves' })
  const figures: ExportOffer[] = [
    { label: pictureNames[part], note: `PNG, ${at}`, request: picture('png') },
    { label: pictureNames[part], note: `SVG, ${at}`, request: picture('svg') },
    { label: 'Curves', note: 'PNG', request: curves('png') },
    { label: 'Curves', note: 'SVG', request: curves('svg') },
  ]
  const data: ExportOffer[] = [
    { label: 'Every number', note: 'CSV, one row a step', request: { what: 'metrics', format: 'csv' } },
  ]
  if (run.checkpointStep !== null) {
    const fresh = `CSV, 100 from step ${formatCount(run.checkpointStep)}`
    data.push({
      label: freshNames(run),
      note: fresh,
      request: { what: 'samples', format: 'csv', count: 100 },
    })
    if (hasMoments(run)) {
      data.push({
        label: 'Moments',
        note: 'CSV, data and 100 fresh points',
        request: { what: 'moments', format: 'csv', count: 100 },
      })
    }
    data.push({
      label: 'Checkpoint',
      note: `safetensors, step ${formatCount(run.checkpointStep)}`,
      request: { what: 'checkpoint', format: 'safetensors' },
    })
  }
  return [figures, data]
}
