import {
  Chart,
  Filler,
  LinearScale,
  LogarithmicScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type Point,
} from 'chart.js'
import { buildCurves } from './curveDatasets.ts'
import { curveOptions } from './curveOptions.ts'
import { curveOverlay } from './curveOverlay.ts'
import type { CurvesSpec } from './curveSpec.ts'

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Filler)

/** A chart's configuration, and the ways to change the chart made of it without building it anew. */
export interface Curves {
  config: ChartConfiguration<'line', Point[]>
  /** Moves the playhead; nothing else is computed again. */
  moveCursor(chart: Chart<'line', Point[]>, step: number | null): void
  change(chart: Chart<'line', Point[]>, spec: CurvesSpec): void
}

/** The one chart of the house: faint trace, smooth line, names at the ends, known limits, one cursor. */
export function createCurves(spec: CurvesSpec): Curves {
  const built = buildCurves(spec)
  const overlay = { spec, ends: built.ends }
  return {
    config: {
      type: 'line',
      data: { datasets: built.datasets },
      options: curveOptions(spec, built.range),
      plugins: [curveOverlay(overlay)],
    },
    moveCursor(chart, step) {
      overlay.spec = { ...overlay.spec, cursor: step }
      chart.draw()
    },
    change(chart, next) {
      const { datasets, ends, range } = buildCurves(next)
      Object.assign(overlay, { spec: next, ends })
      chart.data = { datasets }
      chart.options = curveOptions(next, range)
      chart.update('none')
    },
  }
}

export { Chart }
export type { CurvesSpec }
