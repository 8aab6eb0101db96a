import { computed, ref, shallowRef, watch, type Ref } from 'vue'

/** The rows chosen in a list of ids and the row the keyboard is at. */
export function useSelection(order: Ref<readonly string[]>) {
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  const cursor = ref<string | null>(null)
  /** Where a range begins: the last row chosen alone. */
  let anchor: string | null = null

  // Rows that are gone are not chosen any more; the keyboard stays at the place where its row was.
  watch(order, (next, before) => {
    const kept = [...chosen.value].filter((id) => next.includes(id))
    if (kept.length !== chosen.value.size) chosen.value = new Set(kept)
    if (cursor.value !== null && !next.includes(cursor.value)) {
      const place = before.indexOf(cursor.value)
      cursor.value = next[Math.min(place, next.length - 1)] ?? null
    }
  })

  /** Puts the keyboard at a row without choosing it. */
  function point(id: string): void {
    cursor.value = id
    anchor = id
  }

  function toggle(id: string): void {
    const next = new Set(chosen.value)
    if (!next.delete(id)) next.add(id)
    chosen.value = next
    cursor.value = id
    anchor = id
  }

  /** Chooses every row from the anchor to `id`. */
  function extendTo(id: string): void {
    const from = order.value.indexOf(anchor ?? cursor.value ?? id)
    const to = order.value.indexOf(id)
    if (to < 0) return
    const start = from < 0 ? to : from
    anchor = order.value[start] ?? id
    chosen.value = new Set([...chosen.value, ...order.value.slice(Math.min(start, to), Math.max(start, to) + 1)])
    cursor.value = id
  }

  function move(by: number, extend = false): void {
    const place = cursor.value === null ? -1 : order.value.indexOf(cursor.value)
    const last = order.value.length - 1
    // The first key of all enters the list at its beginning, End at its end.
    const next = order.value[place < 0 && by !== Infinity ? 0 : Math.max(0, Math.min(last, place + by))]
    if (next === undefined) return
    if (extend) extendTo(next)
    else cursor.value = next
  }

  function clear(): void {
    chosen.value = new Set()
    anchor = null
  }

  const chooseAll = () => void (chosen.value = new Set(order.value))

  /** The chosen rows in the list's order; the keyboard's row when none is chosen. */
  const acting = computed<string[]>(() => {
    if (chosen.value.size > 0) return order.value.filter((id) => chosen.value.has(id))
    return cursor.value !== null && order.value.includes(cursor.value) ? [cursor.value] : []
  })

  return { chosen, cursor, acting, point, toggle, extendTo, move, clear, chooseAll }
}

export type Selection = ReturnType<typeof useSelection>
