import type { Scene } from '../../../contract/picture.ts'
import { drawImageGrid } from '../../../figures/imageGrid.ts'
import { drawLine } from '../../../figures/line.ts'
import { drawReal } from '../../../figures/scatter.ts'
import { palettes, type ThemeName } from '../../../figures/theme.ts'
import { createViewport } from '../../../figures/viewport.ts'

const mostPoints = 300

/** Draws the first examples of a data set over a canvas of that many CSS pixels, on the card's own ground. */
export function drawThumbnail(
  canvas: HTMLCanvasElement,
  scene: Scene,
  { width, height, ratio, theme }: { width: number; height: number; ratio: number; theme: ThemeName },
): void {
  const context = canvas.getContext('2d')
  if (!context || width === 0) return
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  context.scale(ratio, ratio)
  if (scene.kind === 'images') {
    drawImageGrid(context, { scene, frame: null, width, height, theme, layers: { real: true, fake: false } })
    return
  }
  if (scene.kind === 'line') {
    const layers = { real: true, fake: false, field: false }
    drawLine(context, { scene, frame: null, width, height, palette: palettes[theme], layers, ticks: false })
    return
  }
  const viewport = createViewport(scene.extent, width, height)
  drawReal(context, scene.real.subarray(0, 2 * mostPoints), viewport, palettes[theme], 1.8)
}
