import { loadImage, createCanvas } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeSafetensors } from '../../../src/contract/safetensors.ts'
import { palettes } from '../../../src/figures/theme.ts'
import { exportName } from '../../../src/workbench/exports/filename.ts'
import { tidySvg } from '../../../src/workbench/exports/svg.ts'
import { codingRecipe } from '../../engine/codingRecipes.ts'
import { checkpoint, createRun, exportFrom, openLibrary, type Library } from './exportedRun.ts'

let library: Library
beforeAll(async () => {
  library = await openLibrary()
  const steps = Float64Array.from({ length: 5000 }, (_, i) => i + 1)
  const names = [
    'loss.discriminator',
    'loss.generator',
    'accuracy.real',
    'accuracy.fake',
    'modes',
    'gradient.generator',
  ]
  await createRun(
    library.store,
    'a',
    names.map((name) => ({ name, steps, values: steps.map((step) => 0.5 + Math.sin(step / 300) / 4) })),
  )
  await createRun(library.store, 'bare', [])
  await createRun(library.store, 'coded', [], codingRecipe('vae', { latent: { size: 2 }, encoder: [{ dense: 4 }] }))
  const plane = {
    extent: [-3, 3, -3, 3] as const,
    prior: 'normal' as const,
    codes: Float32Array.of(1, 1, -1, 0),
    side: 2,
  }
  const [samples, reconstructions] = [Float32Array.of(0, 0), Float32Array.of(1, 1)]
  await library.store.call('frame.put', { id: 'coded', frame: { step: 200, samples, reconstructions, plane } })
})
afterAll(() => library.close())

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('checkpoint', () => {
  test('is a safetensors file that holds the tensors and says what it is', async () => {
    const { filename, bytes } = await exportFrom(library.store, 'a', { what: 'checkpoint', format: 'safetensors' })
    expect(filename).toBe('Ring-8-é-checkpoint-step-60.safetensors')
    const { tensors, metadata } = decodeSafetensors(bytes)
    expect(tensors).toEqual(checkpoint.tensors)
    expect(metadata).toMatchObject({ format: 'gan-workbench-checkpoint', run: 'a', name: 'Ring: “8” / é', step: '60' })
    expect(metadata['version']).toMatch(/^\d+\.\d+\.\d+/)
    expect(JSON.parse(metadata['recipe']!)).toMatchObject({ data: { kind: 'ring', modes: 8 }, seed: 1 })
    expect(JSON.parse(metadata['state']!)).toEqual(checkpoint.state)
  })

  test('before the first checkpoint there is none to take', async () => {
    await expect(
      exportFrom(library.store, 'a', { what: 'checkpoint', format: 'safetensors', step: 10 }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('figure', () => {
  test('the picture as PNG shows the frame at the asked step, twice as fine as the page', async () => {
    const { filename, mime, bytes } = await exportFrom(library.store, 'a', { what: 'figure', format: 'png', step: 99 })
    expect([filename, mime]).toEqual(['Ring-8-é-picture-step-0.png', 'image/png'])
    const image = await loadImage(Buffer.from(bytes))
    expect([image.width, image.height]).toEqual([2400, 1920])
    const context = createCanvas(2400, 1920).getContext('2d')
    context.drawImage(image, 0, 0)
    // At step 0 the first fake lies at (0, 0), the middle of the picture; at step 100 it is a unit to the right.
    const orange = [184, 74, 0, 255]
    expect([...context.getImageData(1200, 960, 1, 1).data]).toEqual(orange)
    const unit = (2 * 832) / 5
    expect([...context.getImageData(1200 + unit, 960, 1, 1).data]).not.toEqual(orange)
  })

  test('left out, the step is the newest frame’s; the dark theme is dark', async () => {
    const { filename, bytes } = await exportFrom(library.store, 'a', { what: 'figure', format: 'png', theme: 'dark' })
    expect(filename).toBe('Ring-8-é-picture-step-100.png')
    const context = createCanvas(2400, 1920).getContext('2d')
    context.drawImage(await loadImage(Buffer.from(bytes)), 0, 0)
    const [red] = context.getImageData(4, 4, 1, 1).data
    expect(`#${red!.toString(16)}`.toUpperCase()).toBe(palettes.dark.background.slice(0, 3))
  })

  test('as SVG its words are words, its lines and circles paths', async () => {
    const { mime, bytes } = await exportFrom(library.store, 'a', { what: 'figure', format: 'svg' })
    const svg = text(bytes)
    expect(mime).toBe('image/svg+xml')
    expect(svg).toContain('>Ring: “8” / é<')
    expect(svg.match(/<text/g)!.length).toBeGreaterThan(10)
    expect(svg.match(/<path/g)!.length).toBeGreaterThanOrEqual(6)
    expect(svg.match(/<image/g)).toHaveLength(1)
    expect(svg).not.toMatch(/ d="[^"]*\d\.\d{3}/)
    // A circle is four curves, not Skia's sixty-four.
    const circles = svg.match(/<path[^>]*fill="#B84A00"[^>]* d="[^"]*"/g)!
    expect(circles.length).toBeGreaterThan(0)
    expect(Math.max(...circles.map((path) => path.length))).toBeLessThan(500)
  })

  test('the curves have a chart for each group, in SVG and PNG', async () => {
    const { filename, bytes } = await exportFrom(library.store, 'a', {
      what: 'figure',
      figure: 'curves',
      format: 'svg',
    })
    expect(filename).toBe('Ring-8-é-curves-step-5000.svg')
    for (const title of ['Loss', 'Accuracy of D', 'Modes captured', 'Gradient norms'])
      expect(text(bytes)).toContain(`>${title}<`)
    expect(text(bytes)).not.toContain('<image')
    const png = await exportFrom(library.store, 'a', { what: 'figure', figure: 'curves', format: 'png' })
    expect((await loadImage(Buffer.from(png.bytes))).width).toBe(2400)
  })

  test('what comes back, and the plane of codes, only of runs that have them', async () => {
    const ask = (id: string, figure: 'reconstructions' | 'codes') =>
      exportFrom(library.store, id, { what: 'figure', figure, format: 'svg' })
    await expect(ask('a', 'codes')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('a code of 2 numbers') as string,
    })
    await expect(ask('a', 'reconstructions')).rejects.toMatchObject({ code: 'conflict' })
    const codes = await ask('coded', 'codes')
    expect(codes.filename).toMatch(/-codes-step-200\.svg$/)
    expect(text(codes.bytes)).toContain('random codes lie mostly within the dashed line')
    const back = text((await ask('coded', 'reconstructions')).bytes)
    expect(back).toContain('>what comes back of it<')
    expect(back).not.toContain('D says')
    const made = await exportFrom(library.store, 'coded', { what: 'figure', format: 'svg' })
    expect(text(made.bytes)).toContain('>decoded, made by the decoder<')
  })

  test('a run without metrics has no curves', async () => {
    await expect(
      exportFrom(library.store, 'bare', { what: 'figure', figure: 'curves', format: 'svg' }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })

  test('tidying touches coordinates and fonts only', () => {
    expect(tidySvg('<path d="M1.23456 2L-0.00001 7.5"/><text font-family="A" x="1.23456, ">0.123456</text>')).toBe(
      '<path d="M1.23 2L0 7.5"/><text font-family="A, Arial, Helvetica, sans-serif" x="1.23, ">0.123456</text>',
    )
  })
})

test('file names hold on every system', () => {
  expect(exportName('../a\\b:c*?"<>|. ', 'samples-step-5', 'csv')).toBe('a-b-c-samples-step-5.csv')
  expect(exportName('…', 'x', 'csv')).toBe('run-x.csv')
  expect(exportName('数据 1', 'x', 'csv')).toBe('数据-1-x.csv')
  expect(
    new TextEncoder().encode(exportName('𝒳'.repeat(120), 'curves-step-10000000', 'safetensors')).length,
  ).toBeLessThan(255)
})
