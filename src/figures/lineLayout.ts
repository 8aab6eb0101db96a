import type { Frame, Scene } from '../contract/picture.ts'
import type { Layers } from './layers.ts'
import type { Palette } from './theme.ts'

export type LineScene = Extract<Scene, { kind: 'line' }>

export interface LineDrawing {
  scene: LineScene
  frame: Frame | null
  width: number
  height: number
  palette: Palette
  layers: Layers
  ticks: boolean
  /** Whether each real point is joined to the sample of the same index, which came of it; none is missed then. */
  paired?: boolean
}

/** The data's highest density reaches this part of the picture above the points. */
const peakAt = 0.72
/** Share of the height for the strip of points, and pixels for the numbers under it. */
const strip = 0.2
const tickRoom = 24

/** Where things lie in the picture: pixels of a place on the line, of a density and of D's scale. */
export interface Places {
  x(place: number): number
  density(value: number): number
  /** Of a share of the height, 0 at the base line, 1 at the top. */
  share(value: number): number
  base: number
  bottom: number
}

/** For a picture with numbers under it, or without. */
export function layOut({ scene, width, height, ticks }: LineDrawing): Places {
  const [left, right] = scene.range
  const bottom = height - (ticks ? tickRoom : 6)
  const base = bottom - strip * height
  const top = Math.max(6, 0.03 * height)
  const peak = scene.density.reduce((most, value) => Math.max(most, value), 0)
  const share = (value: number) => base - (base - top) * value
  return {
    x: (place) => ((place - left) / (right - left)) * width,
    share,
    // What rises above the picture is cut at its top.
    density: (value) => share(Math.min(1.02, (peakAt * value) / peak)),
    base,
    bottom,
  }
}
