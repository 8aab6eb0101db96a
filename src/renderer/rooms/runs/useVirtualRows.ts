import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'

/** Below this many rows all are drawn. */
const threshold = 200
const margin = 12

/** Which rows of a long list are near the visible part of a scrolled element; the rest are two spacers. */
export function useVirtualRows(scroller: Ref<HTMLElement | null>, count: Ref<number>, rowHeight: number) {
  const top = ref(0)
  const height = ref(600)
  const read = () => {
    if (!scroller.value) return
    top.value = scroller.value.scrollTop
    height.value = scroller.value.clientHeight
  }
  const observer = new ResizeObserver(read)
  watch(
    scroller,
    (element, before) => {
      if (before) {
        before.removeEventListener('scroll', read)
        observer.unobserve(before)
      }
      if (!element) return
      element.addEventListener('scroll', read, { passive: true })
      observer.observe(element)
      read()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    scroller.value?.removeEventListener('scroll', read)
    observer.disconnect()
  })

  const span = computed(() => {
    if (count.value <= threshold) return { first: 0, last: count.value }
    const first = Math.max(0, Math.min(count.value, Math.floor(top.value / rowHeight)) - margin)
    const last = Math.min(count.value, Math.ceil((top.value + height.value) / rowHeight) + margin)
    return { first, last }
  })
  const before = computed(() => span.value.first * rowHeight)
  const after = computed(() => (count.value - span.value.last) * rowHeight)

  /** Scrolls so that a row is visible, below the sticky head. */
  function reveal(index: number, head: number): void {
    const element = scroller.value
    if (!element || index < 0) return
    const from = index * rowHeight
    if (from < element.scrollTop) element.scrollTop = from
    else if (from + rowHeight + head > element.scrollTop + element.clientHeight) {
      element.scrollTop = from + rowHeight + head - element.clientHeight
    }
    // The scroll event comes only with the next picture; the row is wanted now.
    read()
  }
  return { span, before, after, reveal }
}
