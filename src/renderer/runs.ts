import { computed, ref, shallowReactive, shallowRef, watch } from 'vue'
import type { WorkbenchInfo } from '../contract/api.ts'
import { activeStates, type RunSummary } from '../contract/run.ts'
import { call, errorText, on, onReconnect } from './workbench.ts'

/** Every run of the home by id, those in the trash too; kept current by events. */
export const runs = shallowReactive(new Map<string, RunSummary>())

/** What the workbench says of itself; null until it has answered. */
export const info = shallowRef<WorkbenchInfo | null>(null)

/** Whether the list has been read once. */
export const runsReady = ref(false)

/** Why the list could not be read, else null. */
export const runsProblem = ref<string | null>(null)

/** How often the size of the store is read while something trains, ms. */
const infoPeriod = 30_000

const newestFirst = (a: RunSummary, b: RunSummary) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)

/** Runs outside the trash, newest first. */
export const keptRuns = computed(() => [...runs.values()].filter((run) => run.trashedAt === null).sort(newestFirst))

/** Runs in the trash, the last moved there first. */
export const trashedRuns = computed(() =>
  [...runs.values()].filter((run) => run.trashedAt !== null).sort((a, b) => (b.trashedAt ?? 0) - (a.trashedAt ?? 0)),
)

/** Runs an engine is at work on or will be, oldest first. */
export const trainingNow = computed(() => keptRuns.value.filter((run) => activeStates.includes(run.state)).reverse())

export const counts = computed(() => ({
  all: keptRuns.value.length,
  training: trainingNow.value.length,
  starred: keptRuns.value.filter((run) => run.starred).length,
  trash: trashedRuns.value.length,
}))

/** Reads the list and the workbench's facts again. */
export async function refreshRuns(): Promise<void> {
  // Changes told while the list is under way are newer than the list.
  const told = new Set<string>()
  const stops = [on('run.changed', (run) => told.add(run.id)), on('run.removed', ({ id }) => told.add(id))]
  try {
    const [kept, trashed, facts] = await Promise.all([
      call('runs.list', {}),
      call('runs.list', { trashed: true }),
      call('workbench.info', {}),
    ])
    const listed = new Map([...kept, ...trashed].map((run) => [run.id, run]))
    for (const id of [...runs.keys()]) if (!listed.has(id) && !told.has(id)) runs.delete(id)
    for (const [id, run] of listed) if (!told.has(id)) runs.set(id, run)
    info.value = facts
    runsProblem.value = null
    runsReady.value = true
  } catch (error) {
    runsProblem.value = errorText(error)
  } finally {
    for (const stop of stops) stop()
  }
}

/** Reads again what the workbench says of itself, such as the room runs take up. */
async function refreshInfo(): Promise<void> {
  try {
    info.value = await call('workbench.info', {})
  } catch {
    // The facts shown stay as they were; a lost connection says so by itself and reads everything again.
  }
}

/** Follows the workbench for the life of the page; main.ts calls it once. */
export function followRuns(): void {
  on('run.changed', (run) => runs.set(run.id, run))
  on('run.removed', ({ id }) => runs.delete(id))
  onReconnect(() => void refreshRuns())
  void refreshRuns()
  // The store grows while something trains, and has settled when it ends.
  watch(
    () => [trainingNow.value.length, runs.size],
    () => void refreshInfo(),
  )
  setInterval(() => trainingNow.value.length > 0 && void refreshInfo(), infoPeriod)
}
