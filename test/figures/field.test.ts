import { describe, expect, test } from 'vitest'
import type { Extent, Field } from '../../src/contract/picture.ts'
import { divergingColour, drawField, leaning } from '../../src/figures/field.ts'
import { palettes } from '../../src/figures/theme.ts'
import { createViewport } from '../../src/figures/viewport.ts'
import { canvasFactory, difference, paint, paintSvg, solid } from './canvas.ts'

const extent: Extent = [-2, 2, -2, 2]

function field(size: number, value: (column: number, row: number) => number, rest: Partial<Field> = {}): Field {
  const values = Uint8Array.from({ length: size * size }, (_, i) => value(i % size, Math.floor(i / size)))
  return { size, values, low: 0, high: 1, middle: 0.5, probability: true, ...rest }
}

function draw(of: Field, theme: 'light' | 'dark' = 'light') {
  const viewport = createViewport(extent, 256, 256)
  return paint(256, 256, (context) =>
    drawField(context, { field: of, extent, theme, viewport, createCanvas: canvasFactory }),
  )
}

describe('colours', () => {
  test('the ends and the middle are the palette’s own', () => {
    for (const theme of ['light', 'dark'] as const) {
      const [fake, middle, real] = palettes[theme].diverging
      expect(divergingColour(theme, -1)).toEqual(solid(fake).slice(0, 3))
      expect(divergingColour(theme, 0)).toEqual(solid(middle).slice(0, 3))
      expect(divergingColour(theme, 1)).toEqual(solid(real).slice(0, 3))
    }
  })

  test('a probability leans by 2D − 1, a score by its distance from the critic’s own middle', () => {
    expect(
      leaning(
        field(2, () => 0),
        255,
      ),
    ).toBe(1)
    expect(
      leaning(
        field(2, () => 0),
        127.5,
      ),
    ).toBeCloseTo(0, 9)
    const critic = { low: -10, high: 5, middle: 0, probability: false }
    expect(leaning(critic, 170)).toBeCloseTo(0, 9)
    expect(leaning(critic, 0)).toBe(-1)
    // As far from the middle on either side is as strong a colour.
    expect(leaning(critic, 255)).toBeCloseTo(0.5, 9)
    expect(leaning({ low: 3, high: 3, middle: 3, probability: false }, 100)).toBe(0)
  })
})

describe('drawField', () => {
  test('paints sure places in the sure colours, the bottom row at the bottom', () => {
    // Lower half fake, upper half real.
    const { pixel } = draw(field(16, (_, row) => (row < 8 ? 0 : 255)))
    const [fake, , real] = palettes.light.diverging
    expect(difference(pixel(40, 220), solid(fake))).toBeLessThanOrEqual(2)
    expect(difference(pixel(40, 30), solid(real))).toBeLessThanOrEqual(2)
  })

  test('draws the 50 % line where D is a half', () => {
    // D grows to the right; its half lies at x = 0, the picture's middle.
    const { pixel } = draw(field(64, (column) => 255 * ((column + 0.5) / 64)))
    const row = Array.from({ length: 256 }, (_, x) =>
      pixel(x, 128)
        .slice(0, 3)
        .reduce((sum, channel) => sum + channel),
    )
    const darkest = row.indexOf(Math.min(...row))
    expect(Math.abs(darkest - 127.5)).toBeLessThanOrEqual(1)
  })

  test('a field that is the same everywhere has no lines', () => {
    const { data } = draw(field(8, () => 200))
    const colours = new Set<string>()
    for (let at = 0; at < data.length; at += 4) colours.add(data.slice(at, at + 4).join())
    expect(colours.size).toBe(1)
    expect(draw(field(8, () => 0, { low: 2, high: 2, middle: 2, probability: false })).data.length).toBe(256 * 256 * 4)
  })

  test('in SVG the colours are one image and the lines are paths', () => {
    const viewport = createViewport(extent, 256, 256)
    const of = field(32, (column) => column * 8)
    const svg = paintSvg(256, 256, (context) =>
      drawField(context, { field: of, extent, theme: 'light', viewport, createCanvas: canvasFactory }),
    )
    expect(svg.match(/<image /g)).toHaveLength(1)
    expect(svg.match(/<path /g)!.length).toBe(2)
    expect(svg).toContain('stroke-width="1.3"')
  })
})
