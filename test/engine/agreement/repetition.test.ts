import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trainedRoles } from './roles.ts'
import type { Recipe } from '../../../src/contract/recipe/schema.ts'
import { timeless } from '../drive.ts'
import { testedBackends } from './backends.ts'
import { fullWidthRuns, wholeRuns } from './cases.ts'
import { EngineUnderTest, type Outcome } from './engineUnderTest.ts'

const digest = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array) =>
  createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex')

/** What a run's arithmetic decided from a step on; tensors as digests, which part where a single bit does. */
function computed({ series, checkpoints, samples }: Outcome, after = -1) {
  const later = Object.entries(series).map(([name, points]) => [name, points.filter(([step]) => step > after)])
  const { tensors, ...last } = timeless(checkpoints.at(-1)!)
  const digests = tensors.map(({ name, shape, values }) => ({ name, shape, digest: digest(values) }))
  return { series: Object.fromEntries(later), last, digests, samples: digest(samples) }
}

const pauseFor = (recipe: Recipe) => Math.floor(recipe.schedule.steps / 2)

const seriesOf = (recipe: Recipe) => `gradient.${trainedRoles(recipe)[0]}`

const cases = testedBackends.flatMap((id) => (id === 'tensorflow' ? [1, 2] : [1]).map((threads) => ({ id, threads })))

describe.each(cases)('$id with threads: $threads gives the same bits', ({ id, threads }) => {
  let engine: EngineUnderTest
  let fresh: EngineUnderTest
  beforeAll(() => {
    engine = new EngineUnderTest(id, { threads })
    fresh = new EngineUnderTest(id, { threads })
  })
  afterAll(() => {
    engine.end()
    fresh.end()
  })

  test.each(Object.entries(id === 'tensorflow' ? { ...wholeRuns, ...fullWidthRuns } : wholeRuns))(
    'run again, paused on the way, and resumed in a new process: %s',
    async (_, recipe) => {
      const whole = await engine.train(recipe)
      expect(whole.record).toMatchObject({ id, threads })
      expect(whole.series[seriesOf(recipe)]).toHaveLength(recipe.schedule.steps)

      const at = pauseFor(recipe)
      const paused = await engine.train(recipe, { pauseAt: at })
      expect(computed(paused)).toEqual(computed(whole))

      const checkpoint = paused.checkpoints.find(({ step }) => step === at)!
      const resumed = await fresh.train(recipe, { checkpoint })
      expect(resumed.series[seriesOf(recipe)]).toHaveLength(recipe.schedule.steps - at)
      expect(computed(resumed)).toEqual(computed(whole, at))
    },
    120_000,
  )
})
