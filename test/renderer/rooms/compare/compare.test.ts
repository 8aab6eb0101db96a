import { describe, expect, it } from 'vitest'
import { lossNames } from '../../../../src/contract/recipe/facts.ts'
import { parseRecipe } from '../../../../src/contract/recipe/parse.ts'
import type { LossKind } from '../../../../src/contract/recipe/schema.ts'
import { chosenIds, comparePath } from '../../../../src/renderer/rooms/compare/compared.ts'
import { compareSettings } from '../../../../src/renderer/rooms/compare/differences.ts'
import { comparisonTitle, runLabels, shortNames } from '../../../../src/renderer/rooms/compare/labels.ts'
import { lossRecipes, needsOneOutput } from '../../../../src/renderer/rooms/compare/lossRecipes.ts'
import { cellNumbers } from '../../../../src/renderer/rooms/compare/metrics.ts'
import linear from '../../../../resources/recipes/linear-gaussian.json' with { type: 'json' }
import { codingRecipe } from '../../../engine/codingRecipes.ts'
import { aRecipe, aRun } from '../../aRun.ts'

const hinge = aRecipe({ loss: { kind: 'hinge' } })

describe('the chosen runs', () => {
  it('are read from the address without doubles, at most six', () => {
    expect(chosenIds('a,b,,a')).toEqual(['a', 'b'])
    expect(chosenIds(undefined)).toEqual([])
    expect(chosenIds('1,2,3,4,5,6,7')).toHaveLength(6)
    expect(comparePath(['a', 'b'])).toBe('compare?runs=a,b')
  })
})

describe('compareSettings', () => {
  it('puts what differs first and counts the rest as equal', () => {
    const rows = compareSettings([aRun(), aRun({ recipe: { ...hinge, seed: 2 } })])
    const differing = rows.filter((row) => row.differs)
    expect(differing).toEqual([
      { key: 'loss', values: ['Non-saturating', 'Hinge'], differs: true },
      { key: 'seed', values: ['1', '2'], differs: true },
    ])
    expect(rows.slice(0, 2)).toEqual(differing)
    expect(rows.find(({ key }) => key === 'schedule.batch')?.values).toEqual(['128', '128'])
  })

  it('shows a setting that only one run has, and networks as lines', () => {
    const clipped = aRecipe({
      loss: { kind: 'wasserstein', clip: 0.05 },
      generator: [{ dense: 2, activation: 'linear' }],
    })
    const rows = compareSettings([aRun(), aRun({ recipe: clipped })])
    expect(rows.find(({ key }) => key === 'loss.clip')?.values).toEqual(['', '0.05'])
    expect(rows.find(({ key }) => key === 'generator')?.values).toEqual(['64 relu, 64 relu, 2', '2'])
  })

  it('tells regularisers in words', () => {
    const rows = compareSettings([aRun(), aRun({ recipe: aRecipe({ regularizers: [{ kind: 'r1', weight: 5 }] }) })])
    expect(rows.filter((row) => row.differs)).toEqual([
      { key: 'regularizers', values: ['none', 'R1 weight 5'], differs: true },
    ])
  })

  it('tells of steps added later', () => {
    const rows = compareSettings([aRun(), aRun({ totalSteps: 9000 })])
    expect(rows.filter((row) => row.differs)).toEqual([
      { key: 'trained until step', values: ['6000', '9000'], differs: true },
    ])
  })

  it('tells where a fork came from', () => {
    const fork = { run: 'a', name: 'Ring of 8', step: 3000, anew: [] }
    expect(compareSettings([aRun(), aRun({ fork })]).filter((row) => row.differs)).toEqual([
      { key: 'went on from', values: ['', 'step 3000 of Ring of 8'], differs: true },
    ])
  })

  it('leaves the engine out until all have one', () => {
    const keys = (runs: ReturnType<typeof aRun>[]) => compareSettings(runs).map(({ key }) => key)
    expect(keys([aRun(), aRun()])).toContain('engine')
    expect(keys([aRun(), aRun({ backend: null })])).not.toContain('engine')
  })
})

describe('runLabels', () => {
  it('calls runs by their losses where these tell them apart', () => {
    expect(runLabels([aRun(), aRun({ recipe: hinge })])).toEqual([
      { name: 'Non-saturating', place: 1 },
      { name: 'Hinge', place: 4 },
    ])
  })

  it('else by name and seed, in the order of the palette', () => {
    const second = aRun({ recipe: aRecipe({ seed: 2 }) })
    expect(runLabels([aRun(), second])).toEqual([
      { name: 'Ring of 8 · seed 1', place: 1 },
      { name: 'Ring of 8 · seed 2', place: 2 },
    ])
    expect(runLabels([aRun(), aRun()]).map(({ name }) => name)).toEqual(['Ring of 8 (1)', 'Ring of 8 (2)'])
  })

  it('says which model it is where there are several', () => {
    const runs = [aRun(), aRun({ recipe: codingRecipe('autoencoder') }), aRun({ recipe: codingRecipe('vae') })]
    expect(runLabels(runs).map(({ name }) => name)).toEqual(['GAN, non-saturating', 'Auto-encoder', 'VAE'])
    expect(comparisonTitle(runs)).toMatch(/^Three models/)
    const at = { steps: Float64Array.of(3), total: 1 }
    const series = new Map(
      [
        { name: 'error.reconstruction', values: Float64Array.of(0.2), ...at },
        { name: 'loss.kl', values: Float64Array.of(4.25), ...at },
      ].map((one) => [one.name, one]),
    )
    expect(cellNumbers(runs[2]!, series, 3)).toEqual(['error 0.200', 'KL 4.25'])
  })

  it('drops what all names begin with', () => {
    expect(shortNames(['Ring · A', 'Ring · B · x'])).toEqual(['A', 'B · x'])
    expect(shortNames(['Ring', 'Ring · B'])).toEqual(['Ring', 'Ring · B'])
    expect(shortNames(['Ring', 'Ring'])).toEqual(['Ring', 'Ring'])
  })

  it('names the comparison', () => {
    expect(comparisonTitle([aRun(), aRun({ recipe: hinge })])).toBe('Two losses on Ring of 8')
    expect(comparisonTitle([aRun(), aRun({ recipe: aRecipe({ seed: 2 }) })])).toBe('Two seeds on Ring of 8')
    expect(comparisonTitle([aRun(), aRun(), aRun({ recipe: hinge })])).toBe('Three runs on Ring of 8')
  })
})

describe('lossRecipes', () => {
  const all = Object.keys(lossNames) as LossKind[]

  it('changes the loss, the name, the seed and the steps, and nothing else', () => {
    const made = lossRecipes(aRecipe(), { seed: 9, steps: 50, losses: ['minimax', 'hinge'] })
    expect(made.map(({ name }) => name)).toEqual(['Ring of 8 · Minimax', 'Ring of 8 · Hinge'])
    const [first, second] = made
    expect(first).toMatchObject({ seed: 9, schedule: { steps: 50, batch: 128 } })
    expect({ ...second, name: '', loss: null }).toEqual({ ...first, name: '', loss: null })
  })

  it('gives D one output in all where one of the losses reads no more', () => {
    const parsed = parseRecipe(linear.recipe)
    if (!parsed.ok || parsed.value.family !== 'gan') throw new Error('the preset must parse')
    expect(needsOneOutput(parsed.value, ['nonSaturating', 'minimax'])).toBe(false)
    expect(needsOneOutput(parsed.value, all)).toBe(true)
    const made = lossRecipes(parsed.value, { seed: 1, steps: 10, losses: all })
    expect(made.map(({ discriminator }) => discriminator.at(-1))).toEqual(
      all.map(() => ({ dense: 1, activation: 'linear' })),
    )
    for (const recipe of made) expect(parseRecipe(recipe).ok).toBe(true)
  })

  it('keeps the settings of the loss that the recipe has', () => {
    const base = aRecipe({ loss: { kind: 'wasserstein', clip: 0.2 } })
    const [same] = lossRecipes(base, { seed: 1, steps: 10, losses: ['wasserstein'] })
    expect(same?.loss).toEqual({ kind: 'wasserstein', clip: 0.2 })
  })
})
