import { describe, expect, test } from 'vitest'
import type { Frame, Scene } from '../../src/contract/picture.ts'
import { familyFacts } from '../../src/contract/recipe/facts.ts'
import { drawPicturePage } from '../../src/figures/figurePage.ts'
import { lineKeys } from '../../src/figures/lineKeys.ts'
import { missedModes } from '../../src/figures/modes.ts'
import type { Layers } from '../../src/figures/layers.ts'
import { drawPicture } from '../../src/figures/picture.ts'
import { palettes, type ThemeName } from '../../src/figures/theme.ts'
import { canvasFactory, difference, paint, paintSvg, solid } from './canvas.ts'

const all: Layers = { real: true, fake: true, field: true }
/** A box of density ¼ from −2 to 2 in a range from −4 to 4. */
const scene: Scene = {
  kind: 'line',
  range: [-4, 4],
  real: Float32Array.from({ length: 400 }, (_, index) => -2 + index / 100),
  density: Float32Array.from({ length: 80 }, (_, cell) => (cell >= 20 && cell < 60 ? 0.25 : 0)),
  modes: Float32Array.of(-1, 1),
  sds: Float32Array.of(0.2, 0.2),
  shares: Float32Array.of(0.5, 0.5),
}
const frame: Frame = {
  step: 7,
  samples: Float32Array.from({ length: 200 }, (_, index) => -1.1 + index / 1000),
  judgement: {
    values: new Float32Array(80).fill(1),
    best: new Float32Array(80).fill(0.25),
    low: 0,
    high: 1,
    middle: 0.5,
    probability: true,
  },
}

function picture(theme: ThemeName, changes: { layers?: Layers; frame?: Frame | null } = {}) {
  const drawing = { scene, frame, width: 400, height: 400, theme, layers: all, ticks: false, ...changes }
  const { data } = paint(400, 400, (context) => drawPicture(context, drawing))
  /** Rows of a column whose pixel is nearly of this colour. */
  return (x: number, colour: string) =>
    Array.from({ length: 400 }, (_, y) => y).filter((y) => {
      const at = (y * 400 + x) * 4
      return difference([...data.slice(at, at + 4)], solid(colour)) < 40
    })
}

describe.each(['light', 'dark'] as const)('a picture on a line (%s)', (theme) => {
  const { real, fake, discriminator } = palettes[theme]

  test('has the density of the data at 72 % of its height above the points', () => {
    const rows = picture(theme, { frame: null })(250, real).filter((y) => y < 300)
    // The base line is at 394 − 0.2 · 400 = 314, the top at 12: 314 − 0.72 · 302 = 96.6.
    expect(rows.length).toBeGreaterThan(0)
    for (const y of rows) expect(Math.abs(y - 96.6)).toBeLessThan(2)
  })

  test('has D on a scale of its own, and without that layer none of it', () => {
    const rows = picture(theme)(350, discriminator)
    expect(rows.some((y) => Math.abs(y - 12) <= 2)).toBe(true)
    expect(picture(theme, { layers: { ...all, field: false } })(350, discriminator)).toEqual([])
  })

  test('has the best D dashed, and the density of a model that has one', () => {
    // D's scale goes from 314 up to 12, so that 0.25 is at 238.5; no other curve is there beside the box.
    const at = Array.from({ length: 60 }, (_, index) => 310 + index)
    const painted = picture(theme)
    const dashes = at.map((x) => painted(x, discriminator).some((y) => Math.abs(y - 238.5) < 2))
    expect(new Set(dashes)).toEqual(new Set([true, false]))
    const ofModel = { step: 7, samples: frame.samples, density: new Float32Array(80).fill(0.125) }
    const rows = picture(theme, { frame: ofModel })(350, fake).filter((y) => y < 300)
    // Half as high as the data's: 314 − 0.36 · 302.
    expect(rows.length).toBeGreaterThan(0)
    for (const y of rows) expect(Math.abs(y - 205.3)).toBeLessThan(2)
  })

  test('has fakes as dots where they are, below the base line', () => {
    const below = (x: number) => picture(theme)(x, fake).filter((y) => y > 314)
    expect(Math.max(...[150, 151, 152].map((x) => below(x).length))).toBeGreaterThan(0)
    expect(below(300)).toEqual([])
  })
})

test('a mode without fakes is missed, by its own share of the data', () => {
  expect(missedModes(scene, frame)).toEqual([{ centre: [1, 0], share: 0, fairShare: 0.5, radius: expect.closeTo(0.6) }])
  const rare = { ...scene, shares: Float32Array.of(0.99, 0.01) }
  const few = { ...frame, samples: frame.samples.slice().fill(1, 0, 2) }
  expect(missedModes(rare, few)).toEqual([])
})

test('its curves are named, and on a page to take away all of it can be read', () => {
  expect(lineKeys(frame, all, 'made').map(({ label }) => label)).toEqual([
    'density of the data',
    'D says real, 0–1',
    'the best D, p / (p + q)',
  ])
  expect(lineKeys({ ...frame, density: new Float32Array(80) }, { ...all, field: false }, 'made')).toHaveLength(2)
  const none = { real: false, fake: false, field: false }
  expect(lineKeys(frame, none, 'reconstructions').map(({ label }) => label)).toEqual(['density of the data'])
  expect(lineKeys(frame, all, 'codes')).toEqual([])
  const page = {
    title: 'A line',
    theme: 'light' as const,
    width: 1200,
    height: 960,
    scene,
    frame,
    layers: all,
    words: familyFacts.gan,
    part: 'made' as const,
  }
  const svg = paintSvg(1200, 960, (context) => drawPicturePage(context, { ...page, createCanvas: canvasFactory }))
  for (const words of ['density of the data', 'the best D, p / (p + q)', 'fake, made by G', '0.5']) {
    expect(svg.includes(words), words).toBe(true)
  }
})

test('what comes back of numbers is drawn with what was fed in, each pair joined', () => {
  const back = { ...frame, reconstructions: Float32Array.of(3, 3) }
  const drawing = { scene, frame: back, width: 400, height: 400, theme: 'light' as const, layers: all, ticks: false }
  const { pixel } = paint(400, 400, (context) => drawPicture(context, { ...drawing, part: 'reconstructions' }))
  const column = (x: number, from: number, to: number, colour: string) =>
    Array.from({ length: to - from }, (_, y) => difference(pixel(x, from + y), solid(colour))).some((one) => one < 60)
  const { background, fake } = palettes.light
  // Fed in are −2 and −1.99 in the upper row, 100 pixels from the left; 3 comes back of both, at 350 in the lower one.
  expect(column(350, 356, 394, fake)).toBe(true)
  expect(column(145, 356, 394, fake)).toBe(false)
  const between = Array.from({ length: 70 }, (_, y) => pixel(225, 320 + y))
  expect(between.some((one) => difference(one, solid(background)) > 30)).toBe(true)
})
