import { describe, expect, it } from 'vitest'
import type { SeriesView } from '../../../src/contract/api.ts'
import { findHealth } from '../../../src/contract/health/index.ts'
import type { GanRecipe } from '../../../src/contract/recipe/schema.ts'
import { aRecipe } from '../../renderer/aRun.ts'

const steps = 1500

function find(
  series: Record<string, (step: number) => number>,
  changes: Partial<GanRecipe> = {},
  step = steps,
  begin = 0,
) {
  const recipe = aRecipe({ schedule: { ...aRecipe().schedule, steps }, ...changes })
  const at = Float64Array.from({ length: step - begin }, (_, index) => begin + index + 1)
  const views = Object.entries(series).map(([name, value]): [string, SeriesView] => [
    name,
    { name, steps: at, values: at.map(value), total: steps },
  ])
  return findHealth({ recipe, series: new Map(views), step, begin })
}
const kinds = (...given: Parameters<typeof find>) => find(...given).map(({ kind }) => kind)
const plain = (text: string | undefined) => text?.replaceAll('\u202f', ' ')

describe('findHealth', () => {
  it('says nothing of a run without numbers', () => expect(find({})).toEqual([]))

  it('D always right: the number, the steps, and a recipe that can be trained', () => {
    const sure = { accuracy: () => 1, value: () => -0.01 }
    expect(kinds(sure, {}, 99)).toEqual([])
    const [finding] = find(sure)
    expect(finding).toMatchObject({ kind: 'saturatedDiscriminator', from: 0, to: steps })
    expect(plain(finding?.detail)).toContain('100 % of examples apart and its loss is 0.01')
    expect(finding?.suggestion?.label).toBe('Try it with instance noise')
    expect(finding?.suggestion?.recipe.stabilizers).toEqual([{ kind: 'instanceNoise', sd: 0.5, until: 0.8 }])
    expect(finding?.suggestion?.recipe.name).toBe('Ring of 8, with instance noise')
  })

  it('an accurate D whose loss has room left is in order, and so is a critic without a floor', () => {
    expect(kinds({ accuracy: () => 1, value: () => -0.3 })).toEqual([])
    const loss = { kind: 'wasserstein', clip: 0.01 } as const
    expect(kinds({ accuracy: () => 1, value: () => -0.01 }, { loss })).toEqual([])
  })

  it('a small gradient of G is in order where D can’t tell', () => {
    const norm = (step: number) => (step < 300 ? 1 : 1e-4)
    expect(kinds({ 'gradient.generator': norm, accuracy: () => 0.5 })).toEqual([])
    expect(kinds({ 'gradient.generator': norm, accuracy: () => 0.97 })).toEqual(['vanishingGradient'])
  })

  it('minimax is first offered the non-saturating loss', () => {
    const norm = (step: number) => (step < 300 ? 1 : 1e-4)
    const [finding] = find({ 'gradient.generator': norm, accuracy: () => 0.97 }, { loss: { kind: 'minimax' } })
    expect(finding?.suggestion?.recipe.loss).toEqual({ kind: 'nonSaturating' })
    expect(finding?.suggestion?.label).toBe('Try it with the non-saturating loss')
  })

  it('a norm that grows from far below its usual size is in order; a hundredfold one is not', () => {
    expect(kinds({ 'gradient.generator': (step) => Math.min(5, step * 0.001) })).toEqual([])
    const [finding] = find({ 'gradient.discriminator': (step) => Math.min(5000, step) })
    expect(finding).toMatchObject({ kind: 'divergingNorm', fact: 'D’s gradient grows out of bounds.' })
    expect(finding?.suggestion?.recipe.optimizers.discriminator.learningRate).toBe(0.0002)
  })

  it('few modes are named early only where there had been more', () => {
    expect(kinds({ modes: () => 3 }, {}, 700)).toEqual([])
    expect(kinds({ modes: () => 3 })).toEqual(['modeCollapse'])
    expect(kinds({ modes: (step) => (step < 200 ? 7 : 3) }, {}, 700)).toEqual(['modeCollapse'])
    expect(kinds({ modes: () => 5 })).toEqual([])
  })

  it('a clipped critic is offered a penalty in place of clipping', () => {
    const [finding] = find({ modes: () => 1 }, { loss: { kind: 'wasserstein', clip: 0.01 } })
    expect(finding?.suggestion?.recipe.loss).toEqual({ kind: 'wasserstein', clip: null })
    expect(finding?.suggestion?.recipe.regularizers).toEqual([{ kind: 'gradientPenalty', weight: 10 }])
  })

  it('a run that collapses under R1 is offered packs; one with packs, too, noise', () => {
    const penalized = { regularizers: [{ kind: 'r1' as const, weight: 1 }] }
    const [finding] = find({ modes: () => 1 }, penalized)
    expect(finding?.suggestion?.recipe.stabilizers).toEqual([{ kind: 'packing', size: 2 }])
    const [next] = find({ modes: () => 1 }, { ...penalized, stabilizers: [{ kind: 'packing', size: 2 }] })
    expect(next?.suggestion?.label).toBe('Try it with instance noise')
  })

  it('a rhythm is told with its period; a drift and a small one are not', () => {
    const swing = (size: number) => (step: number) => 0.5 + size * Math.sin((2 * Math.PI * step) / 200)
    const [finding] = find({ accuracy: swing(0.3) })
    expect(finding?.kind).toBe('oscillation')
    expect(plain(finding?.detail)).toContain('about every 200 steps')
    expect(kinds({ accuracy: swing(0.05) })).toEqual([])
    expect(kinds({ accuracy: (step) => 1 - step / (2 * steps) })).toEqual([])
  })

  it('V on seen points far above fresh ones; a gap below the limit is in order', () => {
    const [finding] = find({ 'value.seen': () => -0.5, 'value.fresh': () => -1.2 })
    expect(finding).toMatchObject({ kind: 'overfittedDiscriminator' })
    expect(plain(finding?.detail)).toContain('V is −0.5 on the points it learns from and −1.2 on fresh ones')
    expect(finding?.suggestion?.recipe.data.points).toBe(40_000)
    expect(kinds({ 'value.seen': () => -1.1, 'value.fresh': () => -1.3 })).toEqual([])
  })

  it('what passed is not held against a run', () => {
    const early = (step: number) => (step < 500 ? 1 : 0.6)
    expect(kinds({ accuracy: early, value: (step) => (step < 500 ? -0.01 : -1.2) }, {}, 500)).toHaveLength(1)
    expect(kinds({ accuracy: early, value: (step) => (step < 500 ? -0.01 : -1.2) })).toEqual([])
  })
})

describe('a run that went on from another', () => {
  const later = 4 * steps

  it('is judged by its own steps, as one from step 0 is', () => {
    const sure = { accuracy: () => 1, value: () => -0.01, 'gradient.generator': () => 1 }
    expect(kinds(sure, {}, later + 99, later)).toEqual([])
    expect(find(sure, {}, later + steps, later)).toMatchObject([
      { kind: 'saturatedDiscriminator', from: later, to: later + steps },
    ])
    const norm = (step: number) => (step < later + 300 ? 1 : 1e-4)
    const falling = { 'gradient.generator': norm, accuracy: () => 0.97 }
    expect(kinds(falling, {}, later + steps, later)).toEqual(['vanishingGradient'])
  })

  it('is given half of its own steps to draw the modes that were missing', () => {
    expect(kinds({ modes: () => 3 }, {}, later + 700, later)).toEqual([])
    expect(kinds({ modes: () => 3 }, {}, later + steps, later)).toEqual(['modeCollapse'])
  })
})
