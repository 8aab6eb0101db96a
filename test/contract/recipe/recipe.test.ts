import { describe, expect, it } from 'vitest'
import { applyEdit, valueAt } from '../../../src/contract/recipe/edit.ts'
import { formatPath, parsePath, type Edit } from '../../../src/contract/recipe/issues.ts'
import { parseRecipe, parseRecipeText } from '../../../src/contract/recipe/parse.ts'
import { presetIds, presetRecipe } from './presets.ts'

describe('a recipe', () => {
  it.each(presetIds)('of a preset is taken: %s', (id) => {
    expect(parseRecipe(presetRecipe(id))).toMatchObject({ ok: true })
  })

  it('has every default filled in, and a filled one is taken as it is', () => {
    const least = {
      name: 'Least',
      data: { kind: 'ring' },
      generator: [{ dense: 2 }],
      discriminator: [{ dense: 1 }],
      loss: { kind: 'wasserstein' },
      optimizers: {
        generator: { kind: 'adam', learningRate: 0.001 },
        discriminator: { kind: 'rmsprop', learningRate: 0.001 },
      },
      schedule: { steps: 10, batch: 4 },
    }
    const parsed = parseRecipe(least)
    if (!parsed.ok) throw new Error(parsed.issues[0]?.message)
    expect(parsed.value).toEqual({
      version: 1,
      name: 'Least',
      family: 'gan',
      data: { kind: 'ring', modes: 8, radius: 2, sd: 0.12, points: 4000 },
      latent: { kind: 'normal', size: 2 },
      generator: [{ dense: 2, activation: 'linear' }],
      discriminator: [{ dense: 1, activation: 'linear' }],
      initialization: { kind: 'xavier' },
      loss: { kind: 'wasserstein', clip: 0.01 },
      regularizers: [],
      stabilizers: [],
      optimizers: {
        generator: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
        discriminator: { kind: 'rmsprop', learningRate: 0.001, decay: 0.9, epsilon: 1e-8 },
      },
      schedule: { steps: 10, batch: 4, discriminatorSteps: 1, fakeBatch: 'fresh', snapshots: 240 },
      seed: 1,
    })
    expect(parseRecipe(parsed.value)).toEqual(parsed)
  })

  it('is read from text, after a byte-order mark too', () => {
    const text = JSON.stringify(presetRecipe('ring'))
    expect(parseRecipeText(text)).toEqual(parseRecipe(presetRecipe('ring')))
    expect(parseRecipeText(`\uFEFF${text}`)).toMatchObject({ ok: true })
  })

  it.each([
    ['', 1, 1],
    ['{\n  "name": NaN }', 2, 11],
    ['{"name": "a" "b": 1}', 1, 14],
    ['{"name": "a",}', 1, 13],
    ['{}\n}', 2, 1],
  ])('that is not JSON is refused with the place: %j', (text, line, column) => {
    const parsed = parseRecipeText(text)
    expect(parsed.ok ? '' : parsed.issues[0]?.message).toMatch(
      new RegExp(`^not JSON: line ${line}, column ${column}: `),
    )
  })
})

describe('an edit', () => {
  const frozen = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
    return value
  }
  const edits: [Edit, string, unknown][] = [
    [{ set: ['a', 0, 'b'], value: 2 }, 'a[0].b', 2],
    [{ set: ['new', 'deep'], value: 1 }, 'new.deep', 1],
    [{ set: [], value: 5 }, '', 5],
    [{ remove: ['a', 0] }, 'a', [{ b: 9 }]],
    [{ remove: ['c'] }, 'c', undefined],
    [{ rename: ['c'], to: 'd' }, 'd', 3],
  ]

  it.each(edits)('never changes what it was given: %j', (edit, path, expected) => {
    const recipe = frozen({ a: [{ b: 1 }, { b: 9 }], c: 3 })
    const edited = applyEdit(recipe, edit)
    expect(valueAt(edited, parsePath(path))).toEqual(expected)
    expect(recipe).toEqual({ a: [{ b: 1 }, { b: 9 }], c: 3 })
  })

  it('of a key that objects inherit makes a key of its own, which the recipe then is refused for', () => {
    for (const key of ['__proto__', 'constructor']) {
      const edited = applyEdit(presetRecipe('ring'), { set: [key, 'seed'], value: 5 })
      expect(Object.keys(edited as object)).toContain(key)
      expect(parseRecipe(edited)).toMatchObject({ ok: false, issues: [{ path: key }] })
    }
  })

  it('renames a key where it stands', () => {
    const edited = applyEdit({ first: 1, secnod: 2, third: 3 }, { rename: ['secnod'], to: 'second' })
    expect(Object.keys(edited as object)).toEqual(['first', 'second', 'third'])
  })
})

describe('a path', () => {
  it.each([
    ['schedule.batch', ['schedule', 'batch']],
    ['generator[0].dense', ['generator', 0, 'dense']],
    ['data.matrix[1][0]', ['data', 'matrix', 1, 0]],
    ['', []],
  ])('is written and read alike: %s', (text, keys) => {
    expect(parsePath(text)).toEqual(keys)
    expect(formatPath(keys)).toBe(text)
  })

  it('may have its numbers between dots', () => {
    expect(parsePath('generator.0.dense')).toEqual(['generator', 0, 'dense'])
  })
})
