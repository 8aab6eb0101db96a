import { expect, test } from 'vitest'
import { keyNumbers } from '../../../../src/renderer/rooms/run/keyNumbers.ts'
import { densityRecipe } from '../../../engine/densityRecipes.ts'

const recipe = densityRecipe({ data: { kind: 'twoGaussians', points: 96 } })
const said = (values: Record<string, number>) => {
  const series = Object.entries(values).map(([name, value]) => {
    const view = { name, steps: Float64Array.of(10), values: Float64Array.of(value), total: 1 }
    return [name, view] as const
  })
  return keyNumbers(recipe, new Map(series), 10).map(({ tone, fact }) => `${tone}: ${fact}`)
}

test('a model that takes one of two modes is said to leave data out', () => {
  const numbers = {
    jsd: 0.216,
    'kl.forward': 15,
    'kl.reverse': 0.69,
    entropy: 2.14,
    'likelihood.exact': 17.2,
    modes: 1,
  }
  expect(said(numbers)).toEqual([
    'warn: It leaves a part of the data out.',
    'warn: One mode is missing.',
    'plain: Model and data overlap in part.',
    expect.stringMatching(/^plain: It is 15.nat from the best there is\.$/),
  ])
})

test('one that spreads over both covers the data, and more', () => {
  expect(said({ jsd: 0.2, 'kl.forward': 0.72, 'kl.reverse': 2.1 })).toContain('plain: It covers the data, and more.')
})

test('equal densities are said to be', () => {
  expect(said({ jsd: 0.001, 'kl.forward': 0.004, 'kl.reverse': 0.004 })).toEqual([
    'ok: The model is the data’s density.',
  ])
})
