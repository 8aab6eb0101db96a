import { shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import type { RunSummary } from '../../../contract/run.ts'

/** How long after a change asked for here its events are awaited, ms. */
const patience = 1500

/**
 * The order rows are shown in: that of `wanted`, but while `held` is true (the pointer is in the table) rows neither
 * move nor appear; only those that `stays` says are gone leave. Changes of `asked`, made by the person at the table,
 * take over the wanted order at once and for the moment their effects take to arrive.
 */
export function useSteadyOrder(
  wanted: Ref<readonly RunSummary[]>,
  held: Ref<boolean>,
  asked: WatchSource[],
  stays: (id: string) => boolean,
): ShallowRef<readonly string[]> {
  const ids = () => wanted.value.map((run) => run.id)
  const order = shallowRef<readonly string[]>(ids())
  let freeUntil = 0

  function show(next: readonly string[]): void {
    const same = next.length === order.value.length && next.every((id, index) => id === order.value[index])
    if (!same) order.value = next
  }
  watch(asked, () => {
    freeUntil = Date.now() + patience
    show(ids())
  })
  watch([wanted, held], () => {
    const still = held.value && order.value.length > 0 && Date.now() > freeUntil
    show(still ? order.value.filter(stays) : ids())
  })
  return order
}
