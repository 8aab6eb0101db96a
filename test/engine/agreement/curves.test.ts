import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { curves } from './cases.ts'
import { Engines, pairsOf, WorstCases, type Outcomes } from './engines.ts'

/** Largest difference of two curves, relative where they are above 1. */
const tolerance = 1e-3

/**
 * Cases in which rounding grows until the curves part: until that step all engines agree, and from then on engines of
 * single precision part from double precision, too.
 */
const partings: Record<string, number> = {}

/** Curves that a run's arithmetic decides number by number; shares jump where one judgement changes its sign. */
const isCurve = (name: string) => /^(loss\.|penalty\.|value$)/.test(name)

/** The largest difference of two runs' curves up to a step, as a share of what may be. */
function furthest(one: Outcomes[string], other: Outcomes[string], until = Infinity): number {
  const differences = Object.keys(other.series)
    .filter(isCurve)
    .flatMap((name) =>
      other.series[name]!.map(([step, value], index) => {
        const [sameStep, own] = one.series[name]?.[index] ?? [NaN, NaN]
        if (step !== sameStep) return NaN
        return step > until ? 0 : Math.abs(own - value) / (tolerance * Math.max(1, Math.abs(value)))
      }),
    )
  return differences.reduce((most, difference) => (difference <= most ? most : difference), 0)
}

describe('curves of 20 steps agree', () => {
  const worst = new WorstCases('Curves of 20 steps, as a share of what may be:')
  let engines: Engines
  beforeAll(() => {
    engines = new Engines()
  })
  afterAll(() => {
    engines.end()
    worst.write()
  })

  test.each(Object.entries(curves))(
    '%s',
    async (name, recipe) => {
      const outcomes = await engines.train(recipe)
      expect(outcomes['double']!.series['loss.generator']).toHaveLength(recipe.schedule.steps)
      const parting = partings[name]
      const apart = pairsOf(engines.names).flatMap((pair) => {
        const times = furthest(outcomes[pair[0]]!, outcomes[pair[1]]!, parting && parting - 1)
        worst.add(pair, times, name)
        return times <= 1 ? [] : [`${pair.join('–')}: ${times.toPrecision(3)}`]
      })
      expect(apart).toEqual([])
      if (parting === undefined) return
      const parted = engines.names.filter((id) => furthest(outcomes[id]!, outcomes['double']!) > 1)
      expect(parted).not.toEqual([])
    },
    60_000,
  )
})
