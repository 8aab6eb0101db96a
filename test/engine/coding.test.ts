import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import { parseRecipe } from '../../src/contract/recipe/parse.ts'
import { codedExamples } from '../../src/contract/picture.ts'
import { loadBackend } from '../../src/engine/backends/index.ts'
import { vaeObjective } from '../../src/engine/families/vae.ts'
import { Training } from '../../src/engine/training.ts'
import { readDigits } from '../../src/workbench/digits.ts'
import { computedSeries, drive, lastCheckpoint, timeless, until } from './drive.ts'
import { codedImages, codingFamilies, codingRecipe } from './codingRecipes.ts'

const plain = {
  family: 'autoencoder',
  name: 'Ring through one number',
  data: { kind: 'ring', points: 512 },
  latent: { size: 1 },
  encoder: [{ dense: 24, activation: 'tanh' }, { dense: 1 }],
  decoder: [{ dense: 24, activation: 'tanh' }, { dense: 2 }],
  optimizer: { kind: 'adam', learningRate: 0.01 },
  schedule: { steps: 400, batch: 64 },
}

describe.each(['onnx', 'wasm'] as const)('%s', (backend) => {
  test('an auto-encoder learns to give back what it is fed', async () => {
    const training = await Training.start(codingRecipe('autoencoder', plain), { backend })
    const steps = await training.advance(400)
    const first = steps[0]!['error.reconstruction']!
    // The ring's own variance: what the best constant would leave.
    expect(first).toBeGreaterThan(1.5)
    expect(steps.at(-1)!['error.reconstruction']).toBeLessThan(0.3 * first)
    expect((await training.frame()).samples).toHaveLength(512)
    training.dispose()
  })

  test('a VAE’s loss is its reconstruction term and its weighted KL term, and falls', async () => {
    const encoder = [{ dense: 24, activation: 'tanh' }, { dense: 2 }]
    const changes = { ...plain, family: 'vae', encoder, likelihood: { sd: 0.3 }, klWeight: 0.5 }
    const training = await Training.start(codingRecipe('vae', changes), { backend })
    const steps = await training.advance(400)
    for (const step of steps) {
      const terms = step['loss.reconstruction']! + 0.5 * step['loss.kl']!
      expect(step['loss.total']).toBeCloseTo(terms, 6)
      // Two numbers an example, each normal with an sd of 0.3.
      const scaled = (2 * step['error.reconstruction']!) / (2 * 0.3 ** 2)
      expect(step['loss.reconstruction']! / scaled).toBeCloseTo(1, 4)
      expect(step['loss.kl']).toBeGreaterThanOrEqual(0)
    }
    expect(steps.at(-1)!['loss.total']).toBeLessThan(0.5 * steps[0]!['loss.total']!)
    training.dispose()
  })
})

test('the terms of a VAE are those of the formulas, written out number by number', async () => {
  await loadBackend('cpu')
  const recipe = codingRecipe('vae', { latent: { size: 1 }, encoder: [{ dense: 2 }] })
  if (recipe.family !== 'vae') throw new Error(recipe.family)
  const [examples, back] = [tf.tensor2d([[0.5, -1], [2, 0.25], [0, 1]]), tf.tensor2d([[0, -1], [1, 1], [0.5, 0.5]])] // prettier-ignore
  const { total, told } = vaeObjective(recipe).loss(
    examples,
    back,
    tf.tensor2d([
      [0.3, -0.7],
      [-2, 0.4],
      [1, 0],
    ]),
  )
  const squares = (0.25 + 0 + 1 + 0.5625 + 0.25 + 0.25) / 3
  const reconstruction = squares / (2 * 0.5 ** 2)
  const divergence = (mean: number, log: number) => (mean ** 2 + Math.exp(log) - 1 - log) / 2
  const kl = (divergence(0.3, -0.7) + divergence(-2, 0.4) + divergence(1, 0)) / 3
  const terms = [squares / 2, reconstruction, kl].map((term) => expect.closeTo(term, 5) as number)
  expect(told.map((term) => term.dataSync()[0])).toEqual(terms)
  expect(total.dataSync()[0]).toBeCloseTo(reconstruction + 0.8 * kl, 5)
})

test('with a heavy KL term the code says nothing, with none its distribution leaves N(0, I)', async () => {
  const klOf = async (klWeight: number) => {
    const training = await Training.start(codingRecipe('vae', { klWeight, schedule: { steps: 300 } }), {
      backend: 'wasm',
    })
    const { 'loss.kl': kl } = (await training.advance(300)).at(-1)!
    training.dispose()
    return kl!
  }
  expect(await klOf(100)).toBeLessThan(0.1)
  expect(await klOf(0)).toBeGreaterThan(5)
})

describe.each(codingFamilies)('pictures of the family %s', (family) => {
  test('points: what comes back of the first ones, and their plane where a code is two numbers', async () => {
    const wide = await Training.start(codingRecipe(family), { backend: 'wasm' })
    const frame = await wide.frame()
    expect(frame.samples).toHaveLength(512)
    expect(frame.reconstructions).toHaveLength(2 * 96)
    expect(frame.plane).toBeUndefined()
    expect(frame.field).toBeUndefined()
    wide.dispose()
    const encoder = [{ dense: 7, activation: 'tanh' }, { dense: family === 'vae' ? 4 : 2 }]
    const flat = await Training.start(codingRecipe(family, { latent: { size: 2 }, encoder }), { backend: 'wasm' })
    const { plane } = await flat.frame()
    expect(plane!.codes).toHaveLength(2 * 96)
    const [left, right, bottom, top] = plane!.extent
    expect([left, bottom, top]).toEqual([-right, -right, right])
    expect(right).toBeGreaterThanOrEqual(2.5)
    expect(plane!.codes.filter((one) => Math.abs(one) <= right).length).toBeGreaterThan(0.97 * 2 * 96)
    expect(plane!.decoded).toBeUndefined()
    flat.dispose()
  })

  test('images: bytes, a decoded grid, labels for all that are placed, and as many bytes as foretold', async () => {
    const points = codedExamples + 20
    const bytes = await readDigits(points)
    const recipe = codedImages(family, { data: { kind: 'digits', points } })
    const training = await Training.start(recipe, { backend: 'wasm', bytes })
    const { samples, reconstructions, plane } = await training.frame()
    expect(samples).toBeInstanceOf(Uint8Array)
    expect(reconstructions).toBeInstanceOf(Uint8Array)
    expect(reconstructions).toHaveLength(32 * 784)
    expect(plane!.decoded).toHaveLength(100 * 784)
    expect(plane!.codes).toHaveLength(2 * codedExamples)
    const { scene } = training
    expect(scene.kind === 'images' && scene.labels).toEqual(bytes.labels.slice(0, codedExamples))
    const held = [samples, reconstructions!, plane!.decoded!, plane!.codes]
    expect(training.frameBytes).toBe(held.reduce((sum, { byteLength }) => sum + byteLength, 0))
    training.dispose()
  })

  test('goes on from a checkpoint bit for bit', async () => {
    const recipe = codingRecipe(family, { schedule: { steps: 40 } })
    const whole = drive()
    await whole.start(recipe, { backend: 'wasm', paused: true })
    await whole.client.call('step', { count: 17 })
    await until(whole, 'progress', ({ step, paused }) => step === 17 && paused)
    await whole.client.call('checkpoint', {})
    const checkpoint = structuredClone(lastCheckpoint(whole))
    await whole.client.call('resume', {})
    expect(await whole.ended).toBe('finished')
    const resumed = drive()
    await resumed.start(recipe, { backend: 'wasm', checkpoint })
    expect(await resumed.ended).toBe('finished')
    expect(timeless(lastCheckpoint(resumed))).toEqual(timeless(lastCheckpoint(whole)))
    expect(computedSeries(resumed)).toEqual(computedSeries(whole, 17))
  })
})

describe('a recipe that doesn’t fit together', () => {
  test('a code whose width does not match is named with its layer and what would mend it', () => {
    const wrong = parseRecipe({ ...plain, encoder: [{ dense: 24, activation: 'tanh' }, { dense: 3 }] })
    expect(wrong).toMatchObject({
      ok: false,
      issues: [
        { path: 'encoder[1].dense', message: expect.stringContaining('latent.size'), fix: { label: 'Set to 1' } },
      ],
    })
  })

  test('a VAE’s encoder that gives no log-variances', () => {
    expect(parseRecipe({ ...plain, family: 'vae' })).toMatchObject({
      ok: false,
      issues: [
        { path: 'encoder[1].dense', message: expect.stringContaining('log-variance'), fix: { label: 'Set to 2' } },
      ],
    })
  })

  test('a VAE with uniform codes', () => {
    const encoder = [{ dense: 2 }]
    const wrong = { ...plain, family: 'vae', encoder, latent: { kind: 'uniform', size: 1 } }
    expect(parseRecipe(wrong)).toMatchObject({
      ok: false,
      issues: [{ path: 'latent.kind', message: expect.stringContaining('N(0, I)'), fix: { label: 'Set to normal' } }],
    })
  })

  test.each([
    [{ klWeight: -1 }, 'klWeight', 'at least 0'],
    [{ likelihood: { sd: 0 } }, 'likelihood.sd', 'greater than 0'],
    [{ likelihood: { kind: 'bernoulli' } }, 'likelihood.kind', '“gaussian”'],
  ])('%j', (changes, path, message) => {
    expect(parseRecipe({ ...plain, family: 'vae', encoder: [{ dense: 2 }], ...changes })).toMatchObject({
      ok: false,
      issues: [{ path, message: expect.stringContaining(message) }],
    })
  })

  test('keys of another family are unknown, and an unknown family names those there are', () => {
    expect(parseRecipe({ ...plain, discriminator: [{ dense: 1 }] })).toMatchObject({
      ok: false,
      issues: [{ path: 'discriminator' }],
    })
    expect(parseRecipe({ ...plain, family: 'autoencodr' })).toMatchObject({
      ok: false,
      issues: [{ path: 'family', message: expect.stringContaining('“autoencoder”') }],
    })
  })
})
