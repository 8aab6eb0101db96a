import type { Context } from './canvas.ts'

/** Where a part of a figure lies, in the whole figure's units. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/**
 * A context for drawing into one box of another, for libraries that take a canvas as theirs alone: its origin is the
 * box's corner, `canvas` has the box's size, and what would touch the rest (clearing, resetting) does nothing.
 */
export function regionContext(context: Context, box: Box): CanvasRenderingContext2D {
  const canvas = { width: box.width, height: box.height, style: {}, getContext: () => region as unknown }
  const region: Context = new Proxy(context, {
    get(target, key) {
      if (key === 'canvas') return canvas
      if (key === 'setTransform' || key === 'resetTransform' || key === 'clearRect') return () => undefined
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? (value as (...parameters: unknown[]) => unknown).bind(target) : value
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  })
  return region as CanvasRenderingContext2D
}
