import { computed, onScopeDispose, shallowReactive, watch, type ComputedRef } from 'vue'
import { openRun, type RunData } from '../../replay/runData.ts'

/** Opens the runs of a changing list, and closes those that leave it. */
export function useCompared(ids: () => readonly string[]): ComputedRef<RunData[]> {
  const open = shallowReactive(new Map<string, RunData>())

  watch(
    ids,
    (now) => {
      for (const [id, data] of open) {
        if (now.includes(id)) continue
        data.close()
        open.delete(id)
      }
      for (const id of now) if (!open.has(id)) open.set(id, openRun(id))
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    for (const data of open.values()) data.close()
  })
  return computed(() => ids().flatMap((id) => open.get(id) ?? []))
}
