import { describe, expect, test } from 'vitest'
import { drawGroups } from '../../src/figures/groups.ts'
import { drawImageSheet } from '../../src/figures/imageSheet.ts'
import { palettes, seriesStyle } from '../../src/figures/theme.ts'
import { canvasFactory, difference, paint, solid } from './canvas.ts'

const { background, ink, sunken } = palettes.light

describe('images in rows', () => {
  /** Three images of 2 × 1: black, white, black and white. */
  const samples = Uint8Array.of(0, 0, 255, 255, 0, 255)
  const sheet = (columns: number, width: number, height: number) =>
    paint(width, height, (context) =>
      drawImageSheet(context, {
        ...{ samples, imageWidth: 2, imageHeight: 1, columns, width, height },
        theme: 'light',
        createCanvas: canvasFactory,
      }),
    )

  test('stand in as many columns as asked for, as large as fits', () => {
    // Two columns of 40 × 20 with a gap of 2 and an edge of 8: 98 × 58.
    const { pixel } = sheet(2, 98, 58)
    expect(pixel(28, 18)).toEqual(solid(sunken))
    expect(pixel(70, 18)).toEqual(solid(ink))
    expect(pixel(18, 40)).toEqual(solid(sunken))
    expect(pixel(38, 40)).toEqual(solid(ink))
    expect(pixel(70, 40)).toEqual(solid(background))
    expect(pixel(49, 18)).toEqual(solid(background))
  })

  test('stand in the middle where the place has another shape', () => {
    const { pixel } = sheet(3, 300, 40)
    expect(pixel(150, 20)).toEqual(solid(ink))
    expect(pixel(10, 20)).toEqual(solid(background))
  })

  test('of which there are none leave the place empty', () => {
    const { pixel } = paint(50, 50, (context) =>
      drawImageSheet(context, {
        ...{ samples: new Uint8Array(0), imageWidth: 2, imageHeight: 1, columns: 2, width: 50, height: 50 },
        theme: 'light',
      }),
    )
    expect(pixel(25, 25)).toEqual(solid(background))
  })
})

describe('points in groups', () => {
  const draw = (points: number[], groups: number[], labels: string[]) =>
    paint(400, 400, (context) =>
      drawGroups(context, {
        points: Float32Array.from(points),
        groups: Uint8Array.from(groups),
        labels,
        width: 400,
        height: 400,
        theme: 'light',
      }),
    )

  test('have the colours of their groups, all within the picture, y upwards', () => {
    const { pixel } = draw([-1, -1, 1, 1], [0, 1], ['first', 'second'])
    // 400 pixels are 1.08 × 2 units: ±1 lies 185 pixels from the middle.
    expect(difference(pixel(15, 385), solid(seriesStyle('light', 0).colour))).toBeLessThan(70)
    expect(difference(pixel(385, 15), solid(seriesStyle('light', 1).colour))).toBeLessThan(70)
    expect(pixel(200, 200)).toEqual(solid(background))
  })

  test('with a short label are drawn as that: no dot in its middle', () => {
    const dots = draw([0, 0], [0], ['zero'])
    const letters = draw([0, 0], [0], ['0'])
    expect(difference(dots.pixel(200, 200), letters.pixel(200, 200))).toBeGreaterThan(60)
    expect(letters.data).not.toEqual(draw([0, 0], [0], ['1']).data)
  })

  test('of which one is not finite, or all lie at one place, are drawn all the same', () => {
    const { pixel } = draw([NaN, 0, 2, 2], [0, 0], ['first'])
    expect(difference(pixel(200, 200), solid(seriesStyle('light', 0).colour))).toBeLessThan(70)
  })
})
