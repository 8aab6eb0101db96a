import { describe, expect, it } from 'vitest'
import { epochRows } from '../../../../src/renderer/rooms/run/epochRows.ts'
import { exportOffers } from '../../../../src/renderer/rooms/run/exportOffers.ts'
import { momentRows } from '../../../../src/renderer/rooms/run/momentRows.ts'
import { ratesText } from '../../../../src/renderer/rooms/run/rates.ts'
import { aRecipe, aRun } from '../../aRun.ts'

const series = (name: string, values: number[]) => ({
  name,
  steps: Float64Array.from(values, (_, i) => 250 * (i + 1)),
  values: Float64Array.from(values),
  total: values.length,
})

describe('epochRows', () => {
  it('gives a row an epoch, also where one series is ahead', () => {
    const rows = epochRows(series('epoch.accuracy', [0.7, 0.5]), series('epoch.seconds', [0.3]))
    expect(rows).toEqual([
      { epoch: 1, step: 250, accuracy: 0.7, seconds: 0.3 },
      { epoch: 2, step: 500, accuracy: 0.5, seconds: undefined },
    ])
    expect(epochRows(undefined, undefined)).toEqual([])
  })
})

describe('momentRows', () => {
  it('lists the truth where it is known', () => {
    const moments = { truth: [1, 2, 1.01, 1.95, 4.25], data: [1, 2, 1, 2, 4], fake: [0, 0, 1, -0.5, 1] } as const
    const rows = momentRows(moments, 100)
    expect(rows.map(({ label }) => label)).toEqual(['Truth', 'Data', '100 fresh fakes'])
    expect(rows[2]?.values[3]).toBe('−0.500')
    expect(momentRows({ ...moments, truth: null }, 100)).toHaveLength(2)
  })
})

describe('exportOffers', () => {
  it('asks for the picture at the step shown', () => {
    const [figures] = exportOffers(aRun(), 1500)
    expect(figures?.[0]?.request).toMatchObject({ what: 'figure', format: 'png', figure: 'picture', step: 1500 })
  })

  it('asks for the part of it that is shown', () => {
    const [figures] = exportOffers(aRun(), 1500, 'codes')
    expect(figures?.map(({ label }) => label)).toEqual(['Codes', 'Codes', 'Curves', 'Curves'])
    expect(figures?.[1]?.request).toMatchObject({ format: 'svg', figure: 'codes', step: 1500 })
  })

  it('offers what needs a checkpoint only where there is one', () => {
    const kinds = (run: ReturnType<typeof aRun>) => exportOffers(run, 0)[1]?.map(({ request }) => request.what)
    const digits = aRecipe({ data: { kind: 'digits', points: 100 } })
    expect(kinds(aRun())).toEqual(['metrics', 'samples', 'moments', 'checkpoint'])
    expect(kinds(aRun({ recipe: digits }))).toEqual(['metrics', 'samples', 'checkpoint'])
    expect(kinds(aRun({ checkpointStep: null }))).toEqual(['metrics'])
  })

  it('names what a table’s generator makes rows, with moments for two columns only', () => {
    const offers = (columns: string[]) => {
      const common = { file: 'a'.repeat(64), name: 'mine.csv', scaling: 'none', picture: 'firstColumns' } as const
      const recipe = aRecipe({ data: { kind: 'table', ...common, columns, points: 100 } })
      return exportOffers(aRun({ recipe }), 0)[1]?.map(({ label }) => label)
    }
    expect(offers(['a', 'b'])).toEqual(['Every number', 'Fresh rows', 'Moments', 'Checkpoint'])
    expect(offers(['a', 'b', 'c'])).toEqual(['Every number', 'Fresh rows', 'Checkpoint'])
  })
})

describe('ratesText', () => {
  it('names both rates, or one where they are alike', () => {
    const { optimizers } = aRecipe()
    expect(ratesText(aRecipe())).toBe('lr G 0.001 · D 0.002')
    const same = { generator: optimizers.generator, discriminator: optimizers.generator }
    expect(ratesText(aRecipe({ optimizers: same }))).toBe('lr 0.001')
    const none = { ...optimizers, discriminator: { ...optimizers.discriminator, learningRate: 0 } }
    expect(ratesText(aRecipe({ optimizers: none }))).toBe('lr G 0.001 · D 0')
  })
})
