import { expect, test } from 'vitest'
import { parseRecipe } from '../../src/contract/recipe/parse.ts'
import type { Recipe } from '../../src/contract/recipe/schema.ts'
import { Training } from '../../src/engine/training.ts'

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

function recipe(): Recipe {
  const parsed = parseRecipe(plain)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

test.each(['onnx', 'wasm'] as const)('%s: an auto-encoder learns to give back what it is fed', async (backend) => {
  const training = await Training.start(recipe(), { backend })
  const steps = await training.advance(400)
  const first = steps[0]!['error.reconstruction']!
  // The ring's own variance: what the best constant would leave.
  expect(first).toBeGreaterThan(1.5)
  expect(steps.at(-1)!['error.reconstruction']).toBeLessThan(0.3 * first)
  expect((await training.frame()).samples).toHaveLength(512)
  training.dispose()
})

test('a code whose width does not match is named with its layer and what would mend it', () => {
  const wrong = parseRecipe({ ...plain, encoder: [{ dense: 24, activation: 'tanh' }, { dense: 3 }] })
  expect(wrong).toMatchObject({
    ok: false,
    issues: [{ path: 'encoder[1].dense', message: expect.stringContaining('latent.size'), fix: { label: 'Set to 1' } }],
  })
})

test('keys of another family are unknown, and an unknown family names those there are', () => {
  expect(parseRecipe({ ...plain, discriminator: [{ dense: 1 }] })).toMatchObject({
    ok: false,
    issues: [{ path: 'discriminator' }],
  })
  expect(parseRecipe({ ...plain, family: 'autoencodr' })).toMatchObject({
    ok: false,
    issues: [{ path: 'family', message: expect.stringContaining('“gan” or “autoencoder”') }],
  })
})
