import { describe, expect, test } from 'vitest'
import type { Frame, Scene } from '../../src/contract/picture.ts'
import { missedModes } from '../../src/figures/modes.ts'
import { drawPicture, type PictureDrawing } from '../../src/figures/picture.ts'
import { drawFake } from '../../src/figures/scatter.ts'
import { palettes } from '../../src/figures/theme.ts'
import { canvasFactory, difference, paint, paintSvg, solid } from './canvas.ts'

const scene: Scene = { kind: 'points', extent: [-4, 4, -2, 2], real: Float32Array.of(1, 1) }
const frame: Frame = { step: 10, samples: Float32Array.of(-1, 0.5, 500, 500) }
const all = { real: true, fake: true, field: true }

function picture(changes: Partial<PictureDrawing> = {}) {
  return paint(400, 400, (context) =>
    drawPicture(context, {
      scene,
      frame,
      width: 400,
      height: 400,
      theme: 'light',
      layers: all,
      createCanvas: canvasFactory,
      ...changes,
    }),
  )
}

describe('points', () => {
  for (const theme of ['light', 'dark'] as const) {
    const { fake, real, background } = palettes[theme]

    test(`a fake is a filled dot with a halo where it belongs (${theme})`, () => {
      // 100 pixels a unit: (−1, 0.5) lies at (100, 150).
      const { pixel } = picture({ theme })
      expect(difference(pixel(100, 150), solid(fake))).toBeLessThanOrEqual(3)
      expect(pixel(120, 150)).toEqual(solid(background))
      expect(
        difference(picture({ theme, scene, layers: { ...all, fake: false } }).pixel(100, 150), solid(background)),
      ).toBe(0)
    })

    test(`a real one is an open circle (${theme})`, () => {
      const { pixel, data } = picture({ theme })
      expect(pixel(300, 100)).toEqual(solid(background))
      let nearest = 255
      for (let x = 295; x <= 305; x++) {
        const at = (100 * 400 + x) * 4
        nearest = Math.min(nearest, difference([...data.slice(at, at + 4)], solid(real)))
      }
      expect(nearest).toBeLessThan(90)
    })
  }

  test('the halo of a fake reaches half a pixel beyond it and keeps it apart from what is below', () => {
    const viewport = {
      width: 100,
      height: 100,
      scale: 1,
      x: (v: number) => v,
      y: (v: number) => v,
      toData: (x: number, y: number): [number, number] => [x, y],
    }
    const { pixel } = paint(100, 100, (context) => {
      context.fillRect(0, 0, 100, 100)
      drawFake(context, [50.2, 50.5], viewport, palettes.light, 10)
    })
    expect(Math.min(...pixel(60, 50))).toBeGreaterThan(120)
    expect(pixel(62, 50)).toEqual([0, 0, 0, 255])
    expect(pixel(55, 50)).toEqual(solid(palettes.light.fake))
  })

  test('the data alone is drawn while there is no frame', () => {
    const { pixel } = picture({ frame: null })
    expect(pixel(100, 150)).toEqual(solid('#FFFFFF'))
  })

  test('a wide picture shows more to both sides', () => {
    const { pixel } = paint(800, 400, (context) =>
      drawPicture(context, {
        scene,
        frame,
        width: 800,
        height: 400,
        theme: 'light',
        layers: all,
        createCanvas: canvasFactory,
      }),
    )
    expect(difference(pixel(300, 150), solid(palettes.light.fake))).toBeLessThanOrEqual(3)
  })

  test('zooms round the given centre', () => {
    const { pixel } = picture({ view: { centre: [-1, 0.5], zoom: 4 } })
    expect(difference(pixel(200, 200), solid(palettes.light.fake))).toBeLessThanOrEqual(3)
  })

  test('numbers stand on the lower and right edge, and keep the reserved part free', () => {
    const numbers = (reserved: number) =>
      paintSvg(800, 400, (context) =>
        drawPicture(context, { scene, frame: null, width: 800, height: 400, theme: 'light', layers: all, reserved }),
      )
        .match(/<text[^>]*>[^<]*/g)!
        .map((text) => ({ x: Number(/ x="([-\d.]+)/.exec(text)![1]), text: text.split('>')[1] }))
    expect(numbers(0).map(({ text }) => text)).toContain('−3')
    expect(numbers(300).every(({ x }) => x > 300)).toBe(true)
  })
})

describe('images', () => {
  const images: Scene = { kind: 'images', real: new Uint8Array(4 * 4), width: 2, height: 2 }
  const white: Frame = { step: 1, samples: Uint8Array.from({ length: 16 }, (_, i) => (i < 4 ? 255 : 0)) }

  for (const theme of ['light', 'dark'] as const) {
    test(`white ink is the theme’s ink, black ground its sunken ground, in a square grid (${theme})`, () => {
      const { pixel } = picture({
        scene: images,
        frame: white,
        theme,
        layers: { real: false, fake: true, field: false },
      })
      expect(pixel(100, 100)).toEqual(solid(palettes[theme].ink))
      for (const [x, y] of [
        [300, 100],
        [100, 300],
        [300, 300],
      ] as const)
        expect(pixel(x, y)).toEqual(solid(palettes[theme].sunken))
      // Between the images and round them is the picture's own ground.
      expect(pixel(200, 100)).toEqual(solid(palettes[theme].background))
      expect(pixel(4, 4)).toEqual(solid(palettes[theme].background))
    })
  }

  test('real and fake stand side by side, named', () => {
    const draw = (context: Parameters<typeof drawPicture>[0]) =>
      drawPicture(context, {
        scene: images,
        frame: white,
        width: 600,
        height: 300,
        theme: 'light',
        layers: all,
        createCanvas: canvasFactory,
      })
    const svg = paintSvg(600, 300, draw)
    expect(svg).toContain('>real<')
    expect(svg).toContain('>fake<')
  })
})

describe('missedModes', () => {
  const modes = Float32Array.of(2, 0, 0, 2, -2, 0, 0, -2)
  const ring: Scene = { kind: 'points', extent: [-3, 3, -3, 3], real: new Float32Array(0), modes, sd: 0.1 }
  const at = (drawn: readonly number[]) => ({
    step: 0,
    samples: Float32Array.from(
      drawn.flatMap((mode) => Array.from({ length: 50 }, () => [modes[2 * mode]!, modes[2 * mode + 1]!]).flat()),
    ),
  })

  test('names the modes with almost no fakes, with their shares', () => {
    expect(missedModes(ring, at([0, 1, 2]))).toEqual([{ centre: [0, -2], share: 0, fairShare: 0.25, radius: 0.43 }])
  })

  test('none are named when all are drawn, or when most are missing', () => {
    expect(missedModes(ring, at([0, 1, 2, 3]))).toEqual([])
    expect(missedModes(ring, at([0]))).toEqual([])
    const astray = { step: 10, samples: Float32Array.from([...at([0, 1, 2]).samples, ...Array<number>(600).fill(9)]) }
    expect(missedModes(ring, astray)).toEqual([])
    expect(missedModes(scene, frame)).toEqual([])
  })
})
