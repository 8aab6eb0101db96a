import { onScopeDispose, shallowReactive, watch, type Ref } from 'vue'
import { mainSeriesOf } from '../contract/recipe/facts.ts'
import type { RunSummary } from '../contract/run.ts'
import { call, onReconnect } from './workbench.ts'

/** At most this often are the curves of training runs read again, ms. */
const period = 2000

/**
 * Thinned curves of each shown run's main series, by id; read once for a run at rest, every two seconds for one that
 * trains.
 */
export function useSparklines(shown: Ref<readonly RunSummary[]>): Map<string, Float32Array> {
  const lines = shallowReactive(new Map<string, Float32Array>())
  const readAt = new Map<string, number>()
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    timer = undefined
    const stale = shown.value.filter((run) => run.step > 0 && readAt.get(run.id) !== run.step)
    if (stale.length === 0) return
    last = Date.now()
    for (const run of stale) readAt.set(run.id, run.step)
    try {
      for (const name of new Set(stale.map(({ recipe }) => mainSeriesOf(recipe)))) {
        const ids = stale.filter(({ recipe }) => mainSeriesOf(recipe) === name).map((run) => run.id)
        const found = await call('runs.sparklines', { ids, name })
        for (const [id, values] of Object.entries(found)) lines.set(id, values)
      }
    } catch {
      // A curve in a list is a convenience: it is read again with the next change, and the run's own page says why not.
      for (const run of stale) readAt.delete(run.id)
    }
  }

  function schedule(): void {
    timer ??= setTimeout(() => void read(), Math.max(0, last + period - Date.now()))
  }

  watch(shown, schedule, { immediate: true })
  onReconnect(schedule)
  onScopeDispose(() => clearTimeout(timer))
  return lines
}
