import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { skipped } from './backends.ts'
import { firstSteps, trainedPresets } from './cases.ts'
import { Engines, pairsOf, WorstCases } from './engines.ts'
import { disagreement, firstStep } from './gradients.ts'

for (const line of skipped) process.stderr.write(`${line}\n`)

describe('the first step’s losses and gradients agree', () => {
  const worst = new WorstCases('First step, as a share of what may be:')
  let engines: Engines
  beforeAll(() => {
    engines = new Engines()
  })
  afterAll(() => {
    engines.end()
    worst.write()
  })

  test('every preset has a case', () => {
    expect(Object.keys(firstSteps)).toEqual(expect.arrayContaining(trainedPresets.map((id) => `preset ${id}`)))
  })

  test.each(Object.entries(firstSteps))(
    '%s',
    async (name, recipe) => {
      const outcomes = await engines.train(recipe)
      const found = Object.fromEntries(Object.entries(outcomes).map(([id, outcome]) => [id, firstStep(outcome)]))
      // Something to compare: some gradient of each network is not 0.
      for (const role of ['generator', 'discriminator']) {
        const gradients = Object.entries(found['double']!).filter(([one]) => one.startsWith(`optimizer.${role}.`))
        expect(gradients.length).toBeGreaterThan(0)
        expect(gradients.some(([, values]) => values.some((value) => value !== 0))).toBe(true)
      }
      const apart: string[] = []
      for (const pair of pairsOf(engines.names)) {
        const [one, other] = pair.map((id) => found[id]!) as [Tensors, Tensors]
        for (const [tensor, times] of Object.entries(disagreement(one, other))) {
          worst.add(pair, times, `${name}, ${tensor}`)
          if (!(times <= 1)) apart.push(`${pair.join('–')}, ${tensor}: ${times.toPrecision(3)}`)
        }
      }
      expect(apart).toEqual([])
    },
    60_000,
  )
})

type Tensors = ReturnType<typeof firstStep>
