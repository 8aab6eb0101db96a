import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StepAudit } from '../../src/contract/engine.ts'
import { testedBackends } from '../engine/agreement/backends.ts'
import { EngineUnderTest, type Outcome } from '../engine/agreement/engineUnderTest.ts'
import { smallRecipe } from '../engine/recipes.ts'

/** Several steps of D, dropout, statistics, and epochs of three steps that end on the way. */
const recipe = smallRecipe({
  data: { kind: 'ring', modes: 3, points: 100 },
  generator: [{ dense: 6 }, { batchNorm: true, activation: 'tanh' }, { dense: 2 }],
  discriminator: [{ dense: 7, activation: 'leakyRelu' }, { dropout: 0.2 }, { dense: 1 }],
  schedule: { steps: 12, discriminatorSteps: 2 },
})
const checkpointAt = 6

const tensorsUnder = ({ tensors }: StepAudit, prefix: string) =>
  Object.fromEntries(
    tensors
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, values }) => [name.slice(prefix.length), values]),
  )

/** A state as audits name it: parameters and statistics, and the optimisers' tensors. */
const stateOf = (audit: StepAudit, moment: 'before' | 'after') => ({
  ...tensorsUnder(audit, `${moment}/`),
  ...Object.fromEntries(
    Object.entries(tensorsUnder(audit, `optimizer/${moment}/`)).map(([name, values]) => [`optimizer.${name}`, values]),
  ),
})

describe.each(testedBackends)('a step audited on %s', (id) => {
  let engine: EngineUnderTest
  let whole: Outcome
  beforeAll(async () => {
    engine = new EngineUnderTest(id)
    whole = await engine.train(recipe, { pauseAt: checkpointAt })
  }, 60_000)
  afterAll(() => engine.end())

  const storedAt = (step: number) => whole.checkpoints.find((checkpoint) => checkpoint.step === step)!
  const historyAt = (step: number) =>
    Object.fromEntries(
      Object.entries(whole.series)
        .filter(([name]) => !['modes', 'good', 'value.seen', 'value.fresh'].includes(name))
        .flatMap(([name, points]) => points.filter(([at]) => at === step).map(([, value]) => [name, value])),
    )

  test('ends where the next one begins and where the run’s checkpoint is, to the bit', async () => {
    const sixth = await engine.audit(recipe, checkpointAt)
    const seventh = await engine.audit(recipe, checkpointAt + 1, storedAt(checkpointAt))
    const stored = Object.fromEntries(storedAt(checkpointAt).tensors.map(({ name, values }) => [name, values]))
    expect(stateOf(sixth, 'after')).toEqual(stored)
    expect(stateOf(seventh, 'before')).toEqual(stored)
    const last = await engine.audit(recipe, recipe.schedule.steps, storedAt(checkpointAt))
    const end = Object.fromEntries(whole.checkpoints.at(-1)!.tensors.map(({ name, values }) => [name, values]))
    expect(stateOf(last, 'after')).toEqual(end)
  }, 60_000)

  test('has the numbers that the run stored, from a checkpoint as from the start', async () => {
    for (const step of [1, 3, 7, 9]) {
      const fromStart = await engine.audit(recipe, step)
      expect(fromStart.backend).toEqual(whole.record)
      expect(fromStart.metrics).toEqual(historyAt(step))
      expect(tensorsUnder(fromStart, 'metrics/')).toEqual(
        Object.fromEntries(Object.entries(historyAt(step)).map(([name, value]) => [name, Float32Array.of(value)])),
      )
      if (step > checkpointAt) expect(await engine.audit(recipe, step, storedAt(checkpointAt))).toEqual(fromStart)
    }
  }, 60_000)

  test('names and shapes everything that entered and left it', async () => {
    const { tensors } = await engine.audit(recipe, 2)
    const shapes = Object.fromEntries(tensors.map(({ name, shape }) => [name, shape]))
    expect(shapes).toMatchObject({
      'before/generator.0.weight': [3, 6],
      'after/generator.1.runningMean': [6],
      'grad/discriminator.2.weight': [7, 1],
      'optimizer/before/discriminator.0.bias.m': [7],
      'optimizer/after/generator.2.weight.v': [6, 2],
      batch: [2, 16, 2],
      'noise/latent.0': [16, 3],
      'noise/latent.1': [16, 3],
      'noise/latent.generator': [16, 3],
      'noise/dropout.judged.1.1.mask': [32, 7],
      'metrics/loss.generator': [],
    })
    for (const { name, shape, values } of tensors) {
      expect([name, values.length]).toEqual([name, shape.reduce((product, length) => product * length, 1)])
    }
    const parameters = Object.keys(shapes).filter((name) => name.startsWith('grad/'))
    expect(parameters).toHaveLength(6 + 4)
  })
})

describe('a step that can’t be audited', () => {
  const engine = new EngineUnderTest('cpu')
  afterAll(() => engine.end())

  test('lies before the checkpoint', async () => {
    const { checkpoints } = await engine.train(recipe, { pauseAt: checkpointAt })
    const checkpoint = checkpoints.find(({ step }) => step === checkpointAt)!
    await expect(engine.audit(recipe, checkpointAt, checkpoint)).rejects.toThrow(
      'step 6 can’t be reached from a checkpoint of step 6',
    )
  })

  test('comes after one with a number that is not finite', async () => {
    const wild = smallRecipe({
      loss: { kind: 'leastSquares' },
      generator: [{ dense: 6, activation: 'relu' }, { dense: 2 }],
      discriminator: [{ dense: 7, activation: 'relu' }, { dense: 5, activation: 'relu' }, { dense: 1 }],
      optimizers: {
        generator: { kind: 'sgd', learningRate: 100 },
        discriminator: { kind: 'sgd', learningRate: 100 },
      },
    })
    await expect(engine.audit(wild, 30)).rejects.toThrow(
      /^step 30 can’t be audited: “[\w.]+” is not a number any more at step (\d+); the last step that can be audited is/,
    )
  })
})
