import { ref } from 'vue'
import type { RunSummary } from '../contract/run.ts'
import { formatCount } from './format.ts'
import { toast } from './toast.ts'
import { call, errorText } from './workbench.ts'

const several = (count: number) => (count === 1 ? '1 run' : `${formatCount(count)} runs`)

/** Counts the changes asked for in this page, so that a list that keeps still knows when to move. */
export const askedChanges = ref(0)

/** Does it, or says in a toast why not; resolves with whether it was done. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  askedChanges.value += 1
  try {
    await work()
    return true
  } catch (error) {
    toast({ icon: 'bad', text: errorText(error) })
    return false
  }
}

/** Moves runs to the trash; runs at work are stopped first. The toast takes it back. */
export async function trashRuns(ids: string[]): Promise<void> {
  if (ids.length === 0) return
  if (await attempt(() => call('runs.trash', { ids }))) {
    toast({ icon: 'trash', text: `Moved ${several(ids.length)} to the trash`, undo: () => void restoreRuns(ids, true) })
  }
}

/** Puts runs back where they were before the trash. */
export async function restoreRuns(ids: string[], quiet = false): Promise<void> {
  if (ids.length === 0) return
  const done = await attempt(() => call('runs.restore', { ids }))
  if (done && !quiet) {
    toast({
      icon: 'undo',
      text: `Restored ${several(ids.length)}`,
      undo: () => void attempt(() => call('runs.trash', { ids })),
    })
  }
}

/** Deletes runs that are in the trash; there is no way back, so callers have asked. */
export async function purgeRuns(ids: string[]): Promise<void> {
  if (ids.length === 0) return
  if (await attempt(() => call('runs.purge', { ids }))) {
    toast({ icon: 'trash', text: `Deleted ${several(ids.length)} for good` })
  }
}

/** Gives a run another name; the toast takes it back. */
export async function renameRun(run: RunSummary, name: string): Promise<void> {
  const next = name.trim()
  if (next === '' || next === run.name) return
  const before = run.name
  if (await attempt(() => call('runs.update', { id: run.id, name: next }))) {
    const undo = () => void attempt(() => call('runs.update', { id: run.id, name: before }))
    toast({ icon: 'check', text: `Renamed to “${next}”`, undo })
  }
}

/** Stars runs, or takes the star off when all have one. */
export async function toggleStars(chosen: readonly RunSummary[]): Promise<void> {
  const starred = !chosen.every((run) => run.starred)
  await attempt(() => Promise.all(chosen.map((run) => call('runs.update', { id: run.id, starred }))))
}
