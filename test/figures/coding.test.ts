import { describe, expect, test } from 'vitest'
import type { CodePlane, Frame, Scene, PicturePart } from '../../src/contract/picture.ts'
import { drawPicture, partsOf } from '../../src/figures/picture.ts'
import { palettes, seriesStyle } from '../../src/figures/theme.ts'
import { canvasFactory, difference, paint, solid } from './canvas.ts'

const { background, ink, sunken, fake, ink3 } = palettes.light
const layers = { real: true, fake: true, field: true }

function picture(scene: Scene, frame: Frame, part: PicturePart, width = 150, height = 150) {
  return paint(width, height, (context) =>
    drawPicture(context, {
      ...{ scene, frame, part, width, height, layers },
      theme: 'light',
      createCanvas: canvasFactory,
    }),
  )
}

describe('images and what comes back of them', () => {
  /** Two black images and a white one that come back white, white and black. */
  const scene: Scene = { kind: 'images', real: Uint8Array.of(0, 0, 255), width: 1, height: 1 }
  const frame: Frame = { step: 1, samples: Uint8Array.of(0), reconstructions: Uint8Array.of(255, 255, 0) }

  test('stand in pairs, what comes back below what was fed in', () => {
    const { pixel } = picture(scene, frame, 'reconstructions')
    // Three pairs in a row, 40 pixels wide: the upper one of each is what was fed in.
    const middle = 75
    expect(pixel(30, middle - 20)).toEqual(solid(sunken))
    expect(pixel(30, middle + 20)).toEqual(solid(ink))
    expect(pixel(118, middle - 20)).toEqual(solid(ink))
    expect(pixel(118, middle + 20)).toEqual(solid(sunken))
  })

  test('a picture that is large enough names both rows', () => {
    const { pixel } = picture(scene, frame, 'reconstructions', 400, 400)
    const written = (from: number) =>
      Array.from({ length: 60 * 40 }, (_, at) => pixel(12 + (at % 60), from + Math.floor(at / 60))).some(
        (one) => difference(one, solid(background)) > 100,
      )
    expect(written(130)).toBe(true)
    expect(written(230)).toBe(true)
    expect(written(20)).toBe(false)
  })

  test('a frame without them shows what was made', () => {
    const bare: Frame = { step: 0, samples: Uint8Array.of(255) }
    expect(partsOf(bare)).toEqual(['made'])
    expect(partsOf(frame)).toEqual(['made', 'reconstructions'])
    expect(picture(scene, bare, 'reconstructions').data).toEqual(picture(scene, bare, 'made').data)
    expect(picture(scene, bare, 'codes').data).toEqual(picture(scene, bare, 'made').data)
  })
})

describe('points and what comes back of them', () => {
  const scene: Scene = { kind: 'points', extent: [-2, 2, -2, 2], real: Float32Array.of(-1, 0, 1, 1) }
  const frame: Frame = { step: 1, samples: Float32Array.of(0, -1), reconstructions: Float32Array.of(1, 0) }

  test('are joined by a line, without what was made', () => {
    const { pixel } = picture(scene, frame, 'reconstructions', 400, 400)
    // 100 pixels a unit: from (100, 200) to (300, 200).
    expect(difference(pixel(300, 200), solid(fake))).toBeLessThanOrEqual(3)
    expect(difference(pixel(200, 200), solid(ink3))).toBeLessThan(130)
    expect(pixel(200, 300)).toEqual(solid(background))
  })
})

describe('the plane of codes', () => {
  const plane: CodePlane = {
    extent: [-5, 5, -5, 5],
    prior: 'normal',
    codes: Float32Array.of(2.5, 2.5),
    decoded: Uint8Array.of(255, 0, 0, 0),
    side: 2,
  }
  const images: Scene = { kind: 'images', real: Uint8Array.of(0), width: 1, height: 1, labels: Uint8Array.of(3) }
  const frame: Frame = { step: 1, samples: Uint8Array.of(0), plane }

  test('has the codes at the left and what each place decodes to at the right, y upwards', () => {
    const { pixel, data } = picture(images, frame, 'codes', 336, 180)
    // Two squares of 150 pixels, at 12 and 174, 15 from the top.
    expect(pixel(174 + 37, 15 + 112)).toEqual(solid(ink))
    expect(pixel(174 + 112, 15 + 37)).toEqual(solid(sunken))
    const colour = solid(seriesStyle('light', 3).colour)
    const near = (x: number, y: number) => {
      let least = 255
      for (let dx = -6; dx <= 6; dx++)
        for (let dy = -6; dy <= 6; dy++) {
          const at = 4 * ((y + dy) * 336 + x + dx)
          least = Math.min(least, difference([...data.slice(at, at + 4)], colour))
        }
      return least
    }
    expect(near(12 + 112, 15 + 37)).toBeLessThan(90)
    expect(near(12 + 112, 15 + 112)).toBeGreaterThan(90)
  })

  test('shows where random codes come from: a circle, or the square of evenly drawn ones', () => {
    const points: Scene = { kind: 'points', extent: [-1, 1, -1, 1], real: Float32Array.of(0, 0) }
    const square = { ...plane, prior: 'uniform' as const }
    const round = picture(points, { ...frame, plane }, 'codes', 424, 424)
    const even = picture(points, { ...frame, plane: square }, 'codes', 424, 424)
    expect(round.data).not.toEqual(even.data)
    // 38 pixels a unit: the square's edge at 1, the circle's at 2.45.
    const onRow = (data: ArrayLike<number>, x: number) =>
      Array.from({ length: 12 }, (_, i) => 4 * ((226 + i) * 424 + Math.round(x))).some(
        (at) => difference([data[at]!, data[at + 1]!, data[at + 2]!, 255], solid(fake)) < 110,
      )
    expect(onRow(even.data, 212 + 38)).toBe(true)
    expect(onRow(round.data, 212 + 38)).toBe(false)
  })
})
