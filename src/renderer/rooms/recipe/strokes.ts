/** A point as a recipe keeps it. */
export type Point = readonly [number, number]

/** A sheet shows −reach … reach in both directions. */
export const reach = 3
/** Points that a recipe may hold. */
export const mostPoints = 5000
/** Least distance between two points of a stroke, so that a slow hand leaves no heap. */
const apart = 0.08

const rounded = (value: number) => Math.round(value * 1000) / 1000 || 0
const within = (value: number) => Math.min(reach, Math.max(-reach, value))

/** The points among what a recipe holds there; text that is being typed may hold anything. */
export function pointsIn(value: unknown): Point[] {
  const isPoint = (one: unknown): one is Point => Array.isArray(one) && one.length === 2 && one.every(Number.isFinite)
  return Array.isArray(value) ? (value as unknown[]).filter(isPoint) : []
}

/** Where on the sheet a pointer is, `across` and `down` in shares of its sides; outside it counts as its edge. */
export const placeAt = (across: number, down: number): Point => [
  rounded(within((across * 2 - 1) * reach)),
  rounded(within((1 - down * 2) * reach)),
]

/** The stroke with that place at its end, unless it is too near the last one or there is no room for more. */
export function drawnOn(stroke: readonly Point[], place: Point, room: number): readonly Point[] {
  const last = stroke.at(-1)
  if (stroke.length >= room) return stroke
  if (last && Math.hypot(place[0] - last[0], place[1] - last[1]) < apart) return stroke
  return [...stroke, place]
}
