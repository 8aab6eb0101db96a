import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testedBackends } from './backends.ts'
import { wholeRuns } from './cases.ts'
import { EngineUnderTest, type Outcome } from './engineUnderTest.ts'

const recipe = wholeRuns['adam']!
const at = recipe.schedule.steps / 2

describe('a checkpoint written by one engine', () => {
  const engines = new Map(testedBackends.map((id) => [id, new EngineUnderTest(id)]))
  const written = new Map<string, Outcome>()
  beforeAll(async () => {
    for (const [id, engine] of engines) written.set(id, await engine.train(recipe, { pauseAt: at }))
  }, 60_000)
  afterAll(() => {
    for (const engine of engines.values()) engine.end()
  })

  const pairs = testedBackends.flatMap((writer) => testedBackends.map((reader) => ({ writer, reader })))

  test.each(pairs)(
    '$writer’s trains on and draws in $reader',
    async ({ writer, reader }) => {
      const checkpoint = written.get(writer)!.checkpoints.find(({ step }) => step === at)!
      const engine = engines.get(reader)!
      const further = await engine.train(recipe, { checkpoint })
      const last = further.checkpoints.at(-1)!
      expect(last.step).toBe(recipe.schedule.steps)
      const shapes = ({ tensors }: typeof last) => tensors.map(({ name, shape }) => ({ name, shape }))
      expect(shapes(last)).toEqual(shapes(checkpoint))
      expect(further.series['value']!.every(([step, value]) => step > at && Number.isFinite(value))).toBe(true)

      const drawn = await engine.sample(recipe, checkpoint, 20)
      const own = await engines.get(writer)!.sample(recipe, checkpoint, 20)
      expect(drawn).toHaveLength(40)
      drawn.forEach((value, index) => expect(value).toBeCloseTo(own[index]!, 4))
    },
    60_000,
  )
})
