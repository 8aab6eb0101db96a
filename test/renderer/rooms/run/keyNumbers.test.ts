import { describe, expect, it } from 'vitest'
import type { SeriesView } from '../../../../src/contract/api.ts'
import { keyNumbers } from '../../../../src/renderer/rooms/run/keyNumbers.ts'
import { codingRecipe } from '../../../engine/codingRecipes.ts'
import { aRecipe } from '../../aRun.ts'

const constant = (name: string, value: number): [string, SeriesView] => [
  name,
  { name, steps: Float64Array.of(1, 2, 3), values: Float64Array.of(value, value, value), total: 3 },
]
const facts = (...series: [string, SeriesView][]) => keyNumbers(aRecipe(), new Map(series), 3)

describe('keyNumbers', () => {
  it('says what an accuracy means, with its reference', () => {
    const [row] = facts(constant('accuracy', 0.56))
    expect(row).toMatchObject({ tone: 'ok', fact: 'D and G are balanced.' })
    expect(row?.detail.replaceAll('\u202f', ' ')).toBe('D is right 56 % of the time; 50 % would mean it can’t tell.')
    expect(facts(constant('accuracy', 0.97))[0]).toMatchObject({ tone: 'warn' })
    expect(facts(constant('accuracy', 0.7))[0]?.fact).toBe('D is ahead of G.')
    expect(facts(constant('accuracy', 0.2))[0]?.fact).toBe('G fools D more often than not.')
  })

  it('does not call D balanced when it takes everything for real', () => {
    const rows = facts(constant('accuracy', 0.51), constant('accuracy.real', 1), constant('accuracy.fake', 0.02))
    expect(rows[0]).toMatchObject({ tone: 'warn', fact: 'D takes nearly everything for real.' })
    const leaning = facts(constant('accuracy', 0.55), constant('accuracy.real', 0.28), constant('accuracy.fake', 0.82))
    expect(leaning[0]).toMatchObject({ tone: 'plain', fact: 'D takes most for fake.' })
  })

  it('names missing modes first', () => {
    const rows = facts(constant('accuracy', 0.5), constant('modes', 7))
    expect(rows[0]).toMatchObject({ tone: 'warn', fact: 'One mode is missing.' })
    expect(facts(constant('modes', 5))[0]?.fact).toBe('3 modes are missing.')
    expect(facts(constant('modes', 8))[0]).toMatchObject({ tone: 'ok', fact: 'All 8 modes are captured.' })
  })

  it('does not praise scattered points for the modes they reach', () => {
    const [row] = facts(constant('modes', 8), constant('good', 0.14))
    expect(row).toMatchObject({ tone: 'plain', fact: 'All 8 modes are reached.' })
    expect(facts(constant('modes', 8), constant('good', 0.8))[0]?.tone).toBe('ok')
  })

  it('does not warn of what an untrained G leaves out', () => {
    const modes: SeriesView = { name: 'modes', steps: Float64Array.of(0), values: Float64Array.of(0), total: 1 }
    expect(keyNumbers(aRecipe(), new Map([['modes', modes]]), 0)[0]).toMatchObject({ tone: 'plain' })
  })

  it('warns when no gradient reaches G', () => {
    expect(facts(constant('gradient.generator', 1e-5))[0]).toMatchObject({ tone: 'warn' })
    expect(facts(constant('gradient.generator', 1e9))[0]?.fact).toBe('G’s gradient is far too large.')
    expect(facts(constant('gradient.generator', 2))[0]).toMatchObject({ tone: 'ok' })
    const balanced = facts(constant('gradient.generator', 1e-5), constant('accuracy', 0.5))
    expect(balanced.find(({ fact }) => fact === 'G is hardly pushed any more.')?.tone).toBe('plain')
  })

  it('says nothing before the first value', () => {
    expect(keyNumbers(aRecipe(), new Map([constant('accuracy', 0.5)]), 0)).toEqual([])
  })
})

describe('of auto-encoders', () => {
  const recipe = codingRecipe('vae', { latent: { size: 2 }, encoder: [{ dense: 4 }] })
  const series = (error: number, kl: number): ReadonlyMap<string, SeriesView> =>
    new Map([
      [
        'error.reconstruction',
        { name: '', steps: Float64Array.of(1, 900), values: Float64Array.of(0.9, error), total: 2 },
      ],
      ['loss.kl', { name: '', steps: Float64Array.of(1, 900), values: Float64Array.of(1, kl), total: 2 }],
    ])
  const said = (error: number, kl: number) =>
    keyNumbers(recipe, series(error, kl), 900).map(({ tone, fact }) => [tone, fact.replaceAll('\u202f', ' ')])

  it('says how far the error fell and what the code tells', () => {
    expect(said(0.18, 4.2)).toEqual([
      ['ok', 'The reconstruction error fell by 80 %.'],
      ['ok', 'The code tells examples apart.'],
    ])
    expect(said(0.7, 4.2)).toContainEqual(['plain', 'The reconstruction error fell by 22 %.'])
    expect(said(1, 4.2)[0]).toEqual(['warn', 'What comes back is no nearer than at first.'])
  })

  it('warns of codes that say nothing, and of codes that random ones do not reach', () => {
    expect(said(0.18, 0.01)[0]).toEqual(['warn', 'The code says nothing.'])
    expect(said(0.18, 150)[0]).toEqual(['warn', 'Codes are far from N(0, I).'])
  })

  it('calls what draws clusters by its name', () => {
    const onRing = codingRecipe('autoencoder')
    const modes = new Map([constant('modes', 3), constant('good', 0.7)])
    expect(keyNumbers(onRing, modes, 3)[0]?.detail).toBe('The decoder draws 3 of the 4 clusters of the data.')
  })
})
