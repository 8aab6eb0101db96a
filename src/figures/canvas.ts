/** The part of a 2-D canvas context that figures draw with: a page's, a worker's, or a canvas outside a browser. */
export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** A canvas that can be drawn into another one. */
export interface RasterCanvas {
  getContext(kind: '2d'): Context | null
}
export type CanvasFactory = (width: number, height: number) => RasterCanvas

const offscreen: CanvasFactory = (width, height) => new OffscreenCanvas(width, height)

/** A canvas holding `pixels`, width × height 32-bit RGBA, ready for drawImage. */
export function rasterFrom(
  pixels: Uint32Array<ArrayBuffer>,
  width: number,
  height: number,
  createCanvas: CanvasFactory = offscreen,
): CanvasImageSource {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')!
  const image = context.createImageData(width, height)
  image.data.set(new Uint8ClampedArray(pixels.buffer))
  context.putImageData(image, 0, 0)
  return canvas as CanvasImageSource
}
