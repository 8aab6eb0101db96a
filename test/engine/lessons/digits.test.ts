import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { LessonResult } from '../../../src/contract/lesson.ts'
import { decodeSafetensors } from '../../../src/contract/safetensors.ts'
import type { LessonData } from '../../../src/engine/lessons/lesson.ts'
import { readDigits } from '../../../src/workbench/digits.ts'
import { broken, lessonText, quickly } from './lessons.ts'

const classifier = new URL('../../../resources/classifier/digits.safetensors', import.meta.url)
const data: LessonData = {
  training: await readDigits(60_000),
  test: await readDigits(10_000, 'test'),
  classifier: decodeSafetensors(readFileSync(classifier)).tensors,
}

function expectHolds(id: 'S0' | 'S1' | 'S2', result: LessonResult): void {
  expect(result.checks.filter(({ holds }) => !holds)).toEqual([])
  expect(result.holds).toBe(true)
  expect(Object.keys(result.numbers)).toEqual(lessonText(id).numbers.map((number) => number.id))
}

test('S0 holds, and not with a GAN that has not been trained', async () => {
  const result = await quickly('S0', {}, { data })
  expectHolds('S0', result)
  // Two lots of real digits are closer than anything that a model drew.
  const { realDistance, ...others } = result.numbers
  for (const model of ['ae', 'vae', 'gan']) expect(others[`${model}Distance`]).toBeGreaterThan(2 * realDistance!)
  const untrained = await broken('S0', { data })
  expect(untrained.holds).toBe(false)
  expect(untrained.numbers['ganSharpness']).toBeLessThan(0.01)
  expect(untrained.numbers['vaeDistance']).toBe(others['vaeDistance'])
}, 240_000)

test('S1 holds, and not with random codes from the encoder’s own', async () => {
  expectHolds('S1', await quickly('S1', {}, { data }))
  const own = await broken('S1', { data })
  expect(own.holds).toBe(false)
  expect(own.numbers['ratio']).toBeLessThan(1.3)
}, 120_000)

test('S2 holds, and not without the KL term, where the VAE is an auto-encoder', async () => {
  const result = await quickly('S2', {}, { data })
  expectHolds('S2', result)
  expect(result.recipes.map(({ label }) => label)).toEqual(['Auto-encoder, code of 2', 'VAE, code of 2'])
  const without = await broken('S2', { data })
  expect(without.holds).toBe(false)
  expect(without.numbers['ratio']).toBeGreaterThan(0.65)
  expect(without.numbers['kl']).toBeGreaterThan(10 * result.numbers['kl']!)
}, 180_000)
