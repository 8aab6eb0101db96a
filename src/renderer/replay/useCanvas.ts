import { onMounted, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

export interface Size {
  width: number
  height: number
}

/** Size of an element in CSS pixels, followed while the scope lives; 0 × 0 before it is laid out. */
export function useSize(element: Readonly<ShallowRef<HTMLElement | null>>): Readonly<Ref<Size>> {
  const size = ref<Size>({ width: 0, height: 0 })
  const observer = new ResizeObserver((entries) => {
    const box = entries.at(-1)?.contentRect
    if (box) size.value = { width: Math.round(box.width), height: Math.round(box.height) }
  })
  onMounted(() => element.value && observer.observe(element.value))
  onScopeDispose(() => observer.disconnect())
  return size
}

/**
 * Draws on a canvas that fills its box, in CSS pixels at the screen's own resolution, at most once a screen refresh,
 * whenever something `draw` reads changes or the box does.
 */
export function useCanvas(
  box: Readonly<ShallowRef<HTMLElement | null>>,
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  sources: () => unknown,
  draw: (context: CanvasRenderingContext2D, size: Size) => void,
): Readonly<Ref<Size>> {
  const size = useSize(box)
  const handle = shallowRef(0)

  function paint(): void {
    handle.value = 0
    const target = canvas.value
    const { width, height } = size.value
    if (!target || width === 0 || height === 0) return
    const ratio = window.devicePixelRatio || 1
    const wide = Math.round(width * ratio)
    const high = Math.round(height * ratio)
    if (target.width !== wide) target.width = wide
    if (target.height !== high) target.height = high
    const context = target.getContext('2d')
    if (!context) return
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    draw(context, size.value)
  }

  watch([sources, size], () => (handle.value ||= requestAnimationFrame(paint)), { flush: 'post', immediate: true })
  onScopeDispose(() => cancelAnimationFrame(handle.value))
  return size
}
