export type Rgb = readonly [number, number, number]

/** "#1A46B4" → [26, 70, 180]. */
export function parseColour(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** From `a` (share 0) to `b` (share 1), in sRGB as the design's swatches are mixed. */
export function mixColour(a: Rgb, b: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * share)
  return [channel(0), channel(1), channel(2)]
}

/** [26, 70, 180] → "#1a46b4". */
export function formatColour(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

/** 256 colours as 32-bit RGBA pixels in this machine's byte order, `colourAt` called with 0 … 255. */
export function lookupTable(colourAt: (value: number) => Rgb): Uint32Array {
  const bytes = new Uint8ClampedArray(256 * 4)
  for (let value = 0; value < 256; value++) bytes.set([...colourAt(value), 255], value * 4)
  return new Uint32Array(bytes.buffer)
}
