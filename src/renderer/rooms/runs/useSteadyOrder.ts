import { shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { RunSummary } from '../../../contract/run.ts'

/**
 * The order rows are shown in: that of `wanted`, but while `held` is true (the pointer is in the table) rows neither
 * move nor appear; only those that `stays` says are gone leave. Returns the ids and a function that takes over the
 * wanted order at once, for changes the person at the table has asked for.
 */
export function useSteadyOrder(
  wanted: Ref<readonly RunSummary[]>,
  held: Ref<boolean>,
  stays: (id: string) => boolean,
): { order: ShallowRef<readonly string[]>; settle: () => void } {
  const ids = () => wanted.value.map((run) => run.id)
  const order = shallowRef<readonly string[]>(ids())
  const same = (next: readonly string[]) =>
    next.length === order.value.length && next.every((id, index) => id === order.value[index])

  function show(next: readonly string[]): void {
    if (!same(next)) order.value = next
  }
  const settle = () => show(ids())
  watch([wanted, held], () => (held.value && order.value.length > 0 ? show(order.value.filter(stays)) : settle()))
  return { order, settle }
}
