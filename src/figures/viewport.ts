import type { Extent } from '../contract/picture.ts'

/** Where the eye is: the data point in the middle of the picture, and how much larger than the fitted view. */
export interface View {
  centre: readonly [number, number]
  zoom: number
}

/** Maps data units to pixels with one scale for both axes; y grows upwards in data, downwards in pixels. */
export interface Viewport {
  width: number
  height: number
  /** Pixels a data unit. */
  scale: number
  x(value: number): number
  y(value: number): number
  toData(x: number, y: number): [number, number]
}

export const zoomLimits: readonly [number, number] = [0.5, 40]

/** The view that shows the extent's middle at its natural size. */
export function fittedView([left, right, bottom, top]: Extent): View {
  return { centre: [(left + right) / 2, (bottom + top) / 2], zoom: 1 }
}

/**
 * The shorter side of the picture spans the extent's height, so the central square of the extent is always in
 * view and a wide picture shows more to the left and right.
 */
export function createViewport(
  extent: Extent,
  width: number,
  height: number,
  view: View = fittedView(extent),
): Viewport {
  const scale = (Math.min(width, height) / (extent[3] - extent[2])) * view.zoom
  const [centreX, centreY] = view.centre
  return {
    width,
    height,
    scale,
    x: (value) => width / 2 + (value - centreX) * scale,
    y: (value) => height / 2 - (value - centreY) * scale,
    toData: (x, y) => [centreX + (x - width / 2) / scale, centreY - (y - height / 2) / scale],
  }
}

/** Zooms by `factor` so that what is under the pixel (x, y) stays there. */
export function zoomAt(view: View, viewport: Viewport, x: number, y: number, factor: number): View {
  const zoom = Math.min(zoomLimits[1], Math.max(zoomLimits[0], view.zoom * factor))
  const change = view.zoom / zoom
  const [dataX, dataY] = viewport.toData(x, y)
  return {
    centre: [dataX + (view.centre[0] - dataX) * change, dataY + (view.centre[1] - dataY) * change],
    zoom,
  }
}

/** Moves the picture by a drag of (dx, dy) pixels. */
export function panBy(view: View, viewport: Viewport, dx: number, dy: number): View {
  return { ...view, centre: [view.centre[0] - dx / viewport.scale, view.centre[1] + dy / viewport.scale] }
}
