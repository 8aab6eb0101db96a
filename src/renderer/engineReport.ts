import { ref, shallowRef } from 'vue'
import type { EngineReport } from '../contract/api.ts'
import { info } from './runs.ts'
import { call, errorText } from './workbench.ts'

/** What was last seen of the engines; null until they have been looked at. */
export const engineReport = shallowRef<EngineReport | null>(null)

/** When that was, milliseconds since 1970. */
export const engineReportAt = ref(0)

/** Why they could not be looked at the last time, else null. */
export const engineReportProblem = ref<string | null>(null)

/** Looks at the engines anew; every place of the page that offers them follows. */
export async function lookAtEngines(): Promise<void> {
  try {
    const report = await call('engines.report', {})
    engineReport.value = report
    engineReportAt.value = Date.now()
    engineReportProblem.value = null
    if (info.value) info.value = { ...info.value, engines: report.engines, defaultEngine: report.automatic.id }
  } catch (error) {
    engineReportProblem.value = errorText(error)
  }
}
