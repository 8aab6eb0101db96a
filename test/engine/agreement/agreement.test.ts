import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { skipped, testedBackends } from './backends.ts'
import { firstSteps } from './cases.ts'
import { EngineUnderTest } from './engineUnderTest.ts'
import { disagreement, firstStep } from './gradients.ts'

const reference = 'cpu'

for (const line of skipped) process.stderr.write(`${line}\n`)

describe.each(testedBackends.filter((id) => id !== reference))(
  '%s agrees with plain JavaScript on the first step',
  (id) => {
    let engines: { one: EngineUnderTest; other: EngineUnderTest }
    beforeAll(() => {
      engines = { one: new EngineUnderTest(id), other: new EngineUnderTest(reference) }
    })
    afterAll(() => {
      engines.one.end()
      engines.other.end()
    })

    test.each(Object.entries(firstSteps))(
      '%s',
      async (_, recipe) => {
        const [one, other] = [await engines.one.train(recipe), await engines.other.train(recipe)]
        expect(one.record.id).toBe(id)
        const found = firstStep(other)
        const parameters = 2 * (recipe.generator.length + recipe.discriminator.length)
        expect(Object.keys(found)).toHaveLength(2 + parameters)
        expect(Object.values(found).every((values) => values.every(Number.isFinite))).toBe(true)
        // Something to compare: some gradient of each network is not 0.
        for (const role of ['generator', 'discriminator']) {
          const gradients = Object.entries(found).filter(([name]) => name.startsWith(`optimizer.${role}.`))
          expect(gradients.some(([, values]) => values.some((value) => value !== 0))).toBe(true)
        }
        const apart = Object.entries(disagreement(firstStep(one), found)).filter(([, times]) => !(times <= 1))
        expect(apart).toEqual([])
      },
      60_000,
    )
  },
)
