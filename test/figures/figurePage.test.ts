import { describe, expect, test } from 'vitest'
import type { Frame, Scene } from '../../src/contract/picture.ts'
import type { Context } from '../../src/figures/canvas.ts'
import { curveGroups } from '../../src/figures/curveGroups.ts'
import { familyFacts } from '../../src/contract/recipe/facts.ts'
import { drawCurvesPage, drawPicturePage, type PicturePage } from '../../src/figures/figurePage.ts'
import { fitText } from '../../src/figures/fitText.ts'
import { palettes } from '../../src/figures/theme.ts'
import { parseRecipe } from '../../src/contract/recipe/parse.ts'
import ring from '../../resources/recipes/ring.json' with { type: 'json' }
import { canvasFactory, difference, paint, paintSvg, solid } from './canvas.ts'

const parsed = parseRecipe(ring.recipe)
if (!parsed.ok || parsed.value.family !== 'gan') throw new Error('the preset is not a recipe')
const recipe = parsed.value

const scene: Scene = { kind: 'points', extent: [-4, 4, -2.5, 2.5], real: Float32Array.of(1, 1, 0, 0) }
const values = Uint8Array.from({ length: 64 }, (_, i) => (i % 8) * 36)
const frame: Frame = {
  step: 6200,
  samples: Float32Array.of(-1, 0.5),
  field: { size: 8, values, low: 0, high: 1, middle: 0.5, probability: true },
}
const layers = { real: true, fake: true, field: true }
const size = { width: 1200, height: 960 }

function drawPage(context: Context, changes: Partial<PicturePage> = {}) {
  drawPicturePage(context, {
    title: 'Ring of 8',
    scene,
    frame,
    layers,
    part: 'made',
    words: familyFacts.gan,
    theme: 'light',
    ...size,
    createCanvas: canvasFactory,
    ...changes,
  })
}

/** Every word of an SVG with the places of its letters. */
function words(svg: string) {
  return [...svg.matchAll(/<text([^>]*)>([^<]*)/g)].map(([, attributes = '', text = '']) => {
    const numbers = (name: string) =>
      (new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '').split(/[ ,]+/).filter(Boolean).map(Number)
    const size = Number(/font-size="([\d.]+)"/.exec(attributes)?.[1])
    const shift = /translate\(([-\d.]+)[ ,]?([-\d.]*)\)/.exec(attributes)
    const [dx, dy] = [Number(shift?.[1] ?? 0), Number(shift?.[2] || 0)]
    // The writer knows glyphs only, and a font may have one for all its spaces.
    return {
      text: text.replaceAll('\u202f', ' '),
      size,
      x: numbers('x').map((x) => x + dx),
      y: numbers('y').map((y) => y + dy),
    }
  })
}

function expectInside(svg: string) {
  const all = words(svg)
  for (const { text, x, y, size: height } of all) {
    expect(Math.min(...x), text).toBeGreaterThanOrEqual(0)
    expect(Math.max(...x) + height, text).toBeLessThanOrEqual(size.width)
    expect(Math.min(...y) - height, text).toBeGreaterThanOrEqual(0)
    expect(Math.max(...y), text).toBeLessThanOrEqual(size.height)
  }
  return all.map(({ text }) => text)
}

describe('a picture to take away', () => {
  test('says whose it is, at which step, and what marks and colours mean; every word is inside', () => {
    const said = expectInside(paintSvg(size.width, size.height, (context) => drawPage(context)))
    for (const word of ['Ring of 8', 'step 6 200', 'real', 'fake, made by G', 'can’t tell', 'D says, fixed scale 0–1'])
      expect(said).toContain(word)
  })

  test('a critic’s field is said to have its own scale', () => {
    const critic = { ...frame, field: { ...frame.field!, low: -10.26, high: 2.857, middle: -3, probability: false } }
    const said = expectInside(paintSvg(size.width, size.height, (context) => drawPage(context, { frame: critic })))
    expect(said).toContain('D says, own scale −10.3 to 2.86')
  })

  test('a density’s colours are said to be that, and the data’s lines only where they are drawn', () => {
    const model = { ...frame, field: { ...frame.field!, high: 0.4378, probability: false, density: true } }
    const density = { ...frame.field!, density: true }
    const said = (changes: Partial<PicturePage>) =>
      expectInside(paintSvg(size.width, size.height, (context) => drawPage(context, { frame: model, ...changes })))
    expect(said({})).toEqual(expect.arrayContaining(['density of the model', '0', '0.438']))
    const known = { ...scene, density }
    expect(said({ scene: known })).toContain('density of the model, the data’s as blue lines')
    expect(said({ scene: known, layers: { ...layers, real: false } })).toContain('density of the model')
  })

  test('a long name is cut in its middle, clear of the step', () => {
    const title = `${'a long name '.repeat(20)}seed 7`
    const said = expectInside(paintSvg(size.width, size.height, (context) => drawPage(context, { title })))
    expect(said.some((text) => text.includes('…') && text.endsWith('seed 7') && text.startsWith('a long name'))).toBe(
      true,
    )
  })

  test('stands on white in the light theme and on the panel’s colour in the dark one', () => {
    expect(paint(size.width, size.height, (context) => drawPage(context)).pixel(4, 4)).toEqual([255, 255, 255, 255])
    const dark = paint(size.width, size.height, (context) => drawPage(context, { theme: 'dark' })).pixel(4, 4)
    expect(difference(dark, solid(palettes.dark.background))).toBe(0)
  })

  test('fitText leaves what fits as it is', () => {
    paint(10, 10, (context) => {
      expect(fitText(context, 'short', 500)).toBe('short')
      expect(context.measureText(fitText(context, 'much too long for this', 40)).width).toBeLessThanOrEqual(40)
    })
  })
})

describe('curves to take away', () => {
  const series = (name: string) => {
    const steps = Float64Array.from({ length: 201 }, (_, i) => i * 5)
    return { name, steps, values: steps.map((step) => 0.6 + 0.3 * Math.sin(step / 100)), total: 201 }
  }
  const stored = [
    'loss.discriminator',
    'loss.generator',
    'accuracy.real',
    'accuracy.fake',
    'modes',
    'gradient.generator',
  ]
  const charts = curveGroups(recipe, stored).map((group) => ({
    group,
    spec: {
      lines: group.lines.map((line) => ({ ...line, view: series(line.name), colour: palettes.light.fake })),
      theme: 'light' as const,
      totalSteps: 1000,
      limits: group.limits,
      range: group.range,
      ticks: group.ticks,
      format: group.format,
      stepAxis: true,
      cursor: null,
    },
  }))
  const draw = (context: Context) =>
    drawCurvesPage(context, { title: 'Ring of 8', theme: 'light', ...size, charts, lastStep: 1000 })

  test('has one chart a group, with its title, limits and the names of its lines; every word is inside', () => {
    const svg = paintSvg(size.width, size.height, draw)
    const said = expectInside(svg)
    for (const word of [
      'Loss',
      'Accuracy of D',
      'Modes captured',
      'Gradient norms',
      '2 log 2: D can’t tell',
      '50 %',
      '1 000',
    ])
      expect(said).toContain(word)
    expect(said.filter((text) => /^(D|G|on real|on fake) /.test(text))).toHaveLength(2 * 5)
    expect(svg).not.toContain('<image')
  })

  test('draws each chart in its own place, and leaves the page’s own words alone', () => {
    const { pixel, data } = paint(size.width, size.height, draw)
    expect(pixel(2, 2)).toEqual([255, 255, 255, 255])
    const orange = (left: number, top: number, right: number, bottom: number) => {
      let count = 0
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++)
          if (
            difference(
              [...data.subarray((y * size.width + x) * 4, (y * size.width + x) * 4 + 4)],
              solid(palettes.light.fake),
            ) < 40
          )
            count++
      }
      return count
    }
    for (const [left, top] of [
      [40, 90],
      [620, 90],
      [40, 530],
      [620, 530],
    ] as const) {
      expect(orange(left, top, left + 520, top + 380)).toBeGreaterThan(200)
    }
    expect(orange(0, 0, size.width, 60)).toBe(0)
  })

  test('groups without stored series are left out, and limits follow the loss', () => {
    expect(curveGroups(recipe, ['loss.generator']).map(({ id }) => id)).toEqual(['loss'])
    const hinge = curveGroups({ ...recipe, loss: { kind: 'hinge' } }, stored)
    expect(hinge.find(({ id }) => id === 'loss')!.limits).toEqual([])
  })
})
