import { describe, expect, it } from 'vitest'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import { countChanges, partOfKind } from '../../../src/renderer/rooms/recipe/defaults.ts'
import { fieldText, fieldValue, nudged } from '../../../src/renderer/rooms/recipe/fieldText.ts'
import { addLayer, moveItem } from '../../../src/renderer/rooms/recipe/layers.ts'
import { plotLines } from '../../../src/renderer/rooms/recipe/plotLines.ts'
import { latentExamples, untrainedFakes } from '../../../src/renderer/rooms/recipe/untrained.ts'

describe('fieldText and fieldValue', () => {
  it.each([0, 1, -0.1, 6000, 1e-8, 0.0002, 4294967295, 1e21])('%d comes back equal', (value) => {
    expect(fieldValue(fieldText(value))).toBe(value)
  })

  it('sets thousands apart and uses a real minus', () => {
    expect(fieldText(60000)).toBe('60\u202f000')
    expect(fieldText(-0.5)).toBe('−0.5')
  })

  it.each(['', 'abc', 'NaN', 'Infinity', '0x10', '1,5', '1e', '1e999'])(
    '%j stays text for the recipe’s check',
    (text) => {
      expect(fieldValue(text)).toBe(text)
    },
  )
})

describe('a kind of data chosen from the list', () => {
  it('has every default', () => {
    expect(partOfKind('data', 'ring')).toMatchObject({ kind: 'ring', modes: 8 })
  })

  it('drawn by hand is an empty sheet with its numbers', () => {
    expect(partOfKind('data', 'drawn')).toEqual({ kind: 'drawn', at: [], noise: 0.05, points: 2000 })
  })
})

describe('nudged', () => {
  it('moves the last digit', () => {
    expect(nudged(128, true, false)).toBe(129)
    expect(nudged(128, false, true)).toBe(118)
    expect(nudged(0.5, true, false)).toBe(0.6)
    expect(nudged(0.12, false, false)).toBe(0.11)
    expect(nudged(1e-8, true, false)).toBe(2e-8)
  })

  it('does not take a rate to 0 or past it', () => {
    expect(nudged(0.001, false, false)).toBe(0.0009)
    expect(nudged(0.0002, false, true)).toBe(0.00019)
    expect(nudged(0.001, false, true)).toBe(0.0009)
  })
})

describe('layers', () => {
  it('moves one and leaves the rest in order', () => {
    expect(moveItem(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
    expect(moveItem(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c'])
  })

  it('adds a hidden layer before the output', () => {
    expect(addLayer([{ dense: 5 }, { dense: 2 }])).toEqual([{ dense: 5 }, { dense: 5 }, { dense: 2 }])
    expect(addLayer([{ dense: 2 }])).toHaveLength(2)
    expect(addLayer([{ dense: 2 }]).at(-1)).toEqual({ dense: 2 })
    expect(addLayer([])).toHaveLength(1)
  })
})

describe('countChanges', () => {
  it('counts single values, added and removed ones too', () => {
    const before = { generator: [{ dense: 5 }], schedule: { steps: 1 } }
    expect(countChanges(before, before)).toBe(0)
    expect(countChanges(before, { generator: [{ dense: 6 }, { dense: 2 }], schedule: {} })).toBe(3)
  })
})

describe('plotLines', () => {
  it('keeps names apart and inside, and cuts what leaves the range', () => {
    const plot = plotLines([(x) => -x, (x) => -x - 0.05, (x) => x * x], { y: [-3, 5], yTicks: [0] }, 140)
    const places = plot.lines.map(({ nameAt }) => nameAt).sort((a, b) => a - b)
    for (let i = 1; i < places.length; i++) expect(places[i]! - places[i - 1]!).toBeGreaterThanOrEqual(13)
    expect(Math.max(...places)).toBeLessThanOrEqual(126)
    const heights = [...plot.lines[2]!.path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((match) => Number(match[1]))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(8)
  })
})

const parsed = parseRecipe({
  name: 'Ring',
  data: { kind: 'ring' },
  generator: [{ dense: 8, activation: 'tanh' }, { dense: 2 }],
  discriminator: [{ dense: 1 }],
  initialization: { kind: 'normal', sd: 0.02 },
  loss: { kind: 'hinge' },
  optimizers: { generator: { kind: 'sgd', learningRate: 1 }, discriminator: { kind: 'sgd', learningRate: 1 } },
  schedule: { steps: 1, batch: 1 },
})
if (!parsed.ok || parsed.value.family !== 'gan') throw new Error('a GAN’s recipe must parse')
const recipe = parsed.value

describe('untrainedFakes', () => {
  const spread = (values: ArrayLike<number>) =>
    Math.sqrt(Array.from(values).reduce((sum, x) => sum + x * x, 0) / values.length)

  it('draws as wide as the first weights make it', () => {
    const narrow = untrainedFakes(recipe, 'points')!
    const wide = untrainedFakes({ ...recipe, initialization: { kind: 'xavier' } }, 'points')!
    expect(narrow).toHaveLength(400)
    // sd 0.02 twice, 2 inputs and 8 hidden units: about 0.02² · √16.
    expect(spread(narrow)).toBeLessThan(0.005)
    expect(spread(wide)).toBeGreaterThan(0.2)
  })

  it('is null where G does not fit the data', () => {
    expect(untrainedFakes({ ...recipe, generator: [{ dense: 3, activation: 'linear' }] }, 'points')).toBe(null)
  })

  it('leaves out generators too large to sketch while typing', () => {
    const generator = [...new Array(3).fill({ dense: 4096, activation: 'relu' }), { dense: 2, activation: 'linear' }]
    expect(untrainedFakes({ ...recipe, generator }, 'points')).toBe(null)
  })

  it('draws noise of the kind asked for', () => {
    const normal = latentExamples({ kind: 'normal', size: 2 }, 5000, 1)
    const uniform = latentExamples({ kind: 'uniform', size: 2 }, 5000, 1)
    expect(spread(normal)).toBeCloseTo(1, 1)
    expect(spread(uniform)).toBeCloseTo(1 / Math.sqrt(3), 1)
    expect(Math.max(...uniform)).toBeLessThan(1)
  })
})
