import { createCanvas, SvgExportFlag } from '@napi-rs/canvas'
import { plainLetters } from '../../src/workbench/exports/svg.ts'
import type { CanvasFactory, Context } from '../../src/figures/canvas.ts'

/** The canvas outside a browser, as figures take it. */
export const canvasFactory = createCanvas as unknown as CanvasFactory

export type Pixel = [number, number, number, number]

/** Draws at one pixel a unit and returns the way to look at what came out. */
export function paint(width: number, height: number, draw: (context: Context) => void) {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  draw(context as unknown as Context)
  const { data } = context.getImageData(0, 0, width, height)
  const pixel = (x: number, y: number): Pixel => {
    const at = (Math.round(y) * width + Math.round(x)) * 4
    return [data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!]
  }
  return { data, pixel }
}

/** The same drawing as SVG text. */
export function paintSvg(width: number, height: number, draw: (context: Context) => void): string {
  const canvas = createCanvas(width, height, SvgExportFlag.NoPrettyXML)
  const context = canvas.getContext('2d') as unknown as Context
  plainLetters(context)
  draw(context)
  return canvas.getContent().toString('utf8')
}

/** "#B84A00" as a solid pixel. */
export function solid(hex: string): Pixel {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255, 255]
}

/** Largest difference of any channel. */
export function difference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((channel, i) => Math.abs(channel - b[i]!)))
}
