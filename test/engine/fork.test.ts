import { describe, expect, test } from 'vitest'
import type { BackendId, Checkpoint, Forked } from '../../src/contract/engine.ts'
import { recipeSchema, type GanRecipe, type Recipe } from '../../src/contract/recipe/schema.ts'
import type { TrainingState } from '../../src/engine/checkpoints.ts'
import { forkRun } from '../../src/engine/fork.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'
import { Training } from '../../src/engine/training.ts'
import { computedSeries, drive, framesOf, lastCheckpoint, timeless, until } from './drive.ts'
import { smallRecipe } from './recipes.ts'

const at = 17
/** k = 2 and five batches an epoch: step 17 is in the middle of one. */
const base = {
  data: { kind: 'ring', modes: 3, points: 170 },
  schedule: { steps: 40, batch: 16, discriminatorSteps: 2 },
}
const parent = smallRecipe(base)

async function checkpointOf(recipe: Recipe, step: number, backend: BackendId = 'cpu'): Promise<Checkpoint> {
  const training = await Training.start(recipe, { backend })
  await training.advance(step)
  const checkpoint = structuredClone(training.checkpoint())
  training.dispose()
  return checkpoint
}
const taken = checkpointOf(parent, at)

const fork = async (recipe: Recipe, from = taken, of: Recipe = parent) =>
  forkRun(recipe, { backend: 'cpu', threads: 1, parent: of, checkpoint: await from })
const changed = (changes: Record<string, unknown>) => smallRecipe({ ...base, ...changes })
const stateOf = ({ checkpoint }: Forked) => checkpoint.state as TrainingState
const valuesOf = (checkpoint: Checkpoint, name: string) =>
  checkpoint.tensors.find((tensor) => tensor.name === name)?.values
const startAt = (recipe: Recipe, { checkpoint }: Forked) => Training.start(recipe, { backend: 'cpu', checkpoint })

describe('a run that goes on from another one’s checkpoint', () => {
  test.each(['cpu', 'wasm', 'onnx'] as const)('without a change goes on bit for bit: %s', async (backend) => {
    const checkpoint = await checkpointOf(parent, at, backend)
    const forked = await forkRun(parent, { backend, threads: 1, parent, checkpoint })
    expect(forked.anew).toEqual([])
    const [whole, child] = [
      await Training.start(parent, { backend, checkpoint }),
      await Training.start(parent, { backend, checkpoint: forked.checkpoint }),
    ]
    const timed = ({ 'epoch.seconds': _, ...series }: Record<string, number>) => series
    expect((await child.advance(20)).map(timed)).toEqual((await whole.advance(20)).map(timed))
    expect(child.checkpoint().tensors).toEqual(whole.checkpoint().tensors)
    expect(child.step).toBe(at + 20)
    whole.dispose()
    child.dispose()
  })

  test('has the picture and the measures of its first step, and counts its own time', async () => {
    const { frame, measures, scene, checkpoint } = await fork(parent)
    expect(frame.step).toBe(at)
    expect(frame.field).toBeDefined()
    expect(scene.kind).toBe('points')
    expect(Object.keys(measures)).toEqual(expect.arrayContaining(['good', 'modes', 'value.fresh', 'value.seen']))
    expect(checkpoint.state).toMatchObject({ seconds: 0, origin: at, clocks: {} })
  })

  test('is resumed like any other, with frames closer together at its own start', async () => {
    const child = changed({ regularizers: [{ kind: 'r1' }] })
    const { checkpoint } = await fork(child)
    const whole = drive()
    await whole.start(child, { checkpoint, paused: true })
    await whole.client.call('step', { count: 6 })
    await until(whole, 'progress', ({ step, paused }) => step === at + 6 && paused)
    await whole.client.call('checkpoint', {})
    const later = structuredClone(lastCheckpoint(whole))
    await whole.client.call('resume', {})
    expect(await whole.ended).toBe('finished')
    expect(computedSeries(whole)['penalty.r1']!.map(([step]) => step)).toEqual(
      Array.from({ length: 40 - at }, (_, index) => at + 1 + index),
    )
    const steps = framesOf(whole).map(({ step }) => step)
    expect(steps.slice(0, 3)).toEqual([at + 1, at + 2, at + 4])

    const resumed = drive()
    await resumed.start(child, { checkpoint: { ...later, state: JSON.parse(JSON.stringify(later.state)) } })
    expect(await resumed.ended).toBe('finished')
    expect(computedSeries(resumed)).toEqual(computedSeries(whole, at + 6))
    expect(timeless(lastCheckpoint(resumed))).toEqual(timeless(lastCheckpoint(whole)))
  })
})

test('its costly measures come with every eighth frame of its own, and with its last', async () => {
  const { steps } = base.schedule
  const child = changed({ schedule: { ...base.schedule, snapshots: 1 + steps - at } })
  const { checkpoint, measures } = await fork(child)
  expect(measures['frechet']).toBeDefined()
  const driven = drive()
  await driven.start(child, { checkpoint })
  expect(await driven.ended).toBe('finished')
  const stepsOf = (name: string) => computedSeries(driven)[name]!.map(([step]) => step)
  expect(stepsOf('modes')).toHaveLength(steps - at)
  expect(stepsOf('frechet')).toEqual([at + 8, at + 16, steps])
})

describe('what begins anew', () => {
  const plain = { kind: 'sgd', learningRate: 0.01 }
  const adam = { kind: 'adam', learningRate: 0.02 }

  test('an optimiser of another kind: Adam’s first update moves every weight by its rate', async () => {
    const one = { schedule: { steps: 40, batch: 16 } }
    const before = changed({ ...one, optimizers: { generator: adam, discriminator: plain } })
    const child = changed({ ...one, optimizers: { generator: adam, discriminator: adam } })
    const forked = await fork(child, checkpointOf(before, at), before)
    expect(forked.anew).toEqual(['D’s optimiser'])
    expect(stateOf(forked).clocks).toEqual({ 'optimizer.discriminator': at })
    const training = await startAt(child, forked)
    await training.advance(1)
    const [was, now] = [forked.checkpoint, training.checkpoint()].map((checkpoint) =>
      valuesOf(checkpoint, 'discriminator.0.bias')!,
    )
    now!.forEach((value, index) => expect(Math.abs(value - was![index]!)).toBeCloseTo(0.02, 5))
    training.dispose()
  })

  test('an optimiser of the same kind goes on, at another rate too', async () => {
    const slower = { kind: 'adam', learningRate: 0.002 }
    const forked = await fork(changed({ optimizers: { generator: slower, discriminator: slower } }))
    expect(forked.anew).toEqual([])
    const name = 'optimizer.discriminator.0.weight.v'
    expect(valuesOf(forked.checkpoint, name)).toEqual(valuesOf(await taken, name))
  })

  test('instance noise that is new falls from the fork on; noise as before goes on falling', async () => {
    const noisy = (sd: number) => changed({ stabilizers: [{ kind: 'instanceNoise', sd, until: 0.5 }] })
    const sdAt = async (recipe: GanRecipe, forked: Forked) => {
      const training = await startAt(recipe, forked)
      const { inputs } = await training.observe(1)
      training.dispose()
      return inputs['instanceNoise.sd']![0]!
    }
    const added = await fork(noisy(0.4))
    expect(added.anew).toEqual(['the instance noise'])
    expect(await sdAt(noisy(0.4), added)).toBeCloseTo(0.4, 6)
    const before = checkpointOf(noisy(0.4), at)
    const kept = await fork(noisy(0.4), before, noisy(0.4))
    expect(kept.anew).toEqual([])
    expect(await sdAt(noisy(0.4), kept)).toBeCloseTo(0.4 * (1 - at / 20), 6)
    const stronger = await fork(noisy(0.6), before, noisy(0.4))
    expect(await sdAt(noisy(0.6), stronger)).toBeCloseTo(0.6, 6)
  })

  test('an average begins as the weights are, spectral normalisation as in a new run', async () => {
    const stabilizers = [{ kind: 'averagedGenerator' }, { kind: 'spectralNorm' }]
    const { anew, checkpoint } = await fork(changed({ stabilizers }))
    expect(anew).toEqual(['D’s normalisation', 'the average weights'])
    expect(valuesOf(checkpoint, 'average.generator.0.weight')).toEqual(valuesOf(await taken, 'generator.0.weight'))
    expect(valuesOf(checkpoint, 'discriminator.0.weight.direction')![0]).toBeCloseTo(1 / Math.sqrt(7), 6)
  })

  test('the pass over the data where batches are cut in another way, in the next order', async () => {
    const forked = await fork(changed({ schedule: { steps: 40, batch: 10, discriminatorSteps: 2 } }))
    expect(forked.anew).toEqual(['the pass over the data'])
    const { cursor, epoch } = stateOf(forked)
    const { cursor: before } = (await taken).state as TrainingState
    const shuffle = new RandomStream(parent.seed, 'shuffle', before.shuffle)
    shuffle.permutation(170)
    expect(cursor).toEqual({ epoch: before.epoch + 1, batch: 0, shuffle: shuffle.position })
    expect(epoch).toEqual({ right: 0, judged: 0, seconds: 0 })
    const training = await startAt(changed({ schedule: { steps: 40, batch: 10, discriminatorSteps: 2 } }), forked)
    await training.advance(12)
    training.dispose()
  })

  test('of a fork of a fork only what the second changes', async () => {
    const noisy = changed({ stabilizers: [{ kind: 'instanceNoise' }] })
    const training = await startAt(noisy, await fork(noisy))
    await training.advance(5)
    const second = await fork(noisy, Promise.resolve(structuredClone(training.checkpoint())), noisy)
    training.dispose()
    expect(second.anew).toEqual([])
    expect(second.checkpoint.state).toMatchObject({ origin: at + 5, clocks: { instanceNoise: at } })
  })
})

describe('a network of another shape is refused', () => {
  const wider = [{ dense: 9, activation: 'sigmoid' }, { dense: 5, activation: 'tanh' }, { dense: 1 }]

  test.each([
    ['wider', { discriminator: wider }, '“discriminator.0.weight” is 2 × 9 in the recipe and 2 × 7 in the run'],
    ['packed', { stabilizers: [{ kind: 'packing' }] }, '“discriminator.0.weight” is 4 × 7 in the recipe and 2 × 7'],
    [
      'shorter',
      { discriminator: [{ dense: 7, activation: 'sigmoid' }, { dense: 1 }] },
      '“discriminator.1.weight” is 7 × 1 in the recipe and 7 × 5',
    ],
    [
      'without a bias',
      { generator: [{ dense: 6, activation: 'tanh', bias: false }, { dense: 2 }] },
      '“generator.0.bias” is not in the recipe and 6 in the run',
    ],
    [
      'longer',
      { generator: [{ dense: 6, activation: 'tanh' }, { dense: 2 }, { dense: 2 }] },
      '“generator.2.weight” is 2 × 2 in the recipe and not in the run',
    ],
  ])('%s', async (_what, changes, message) => {
    await expect(fork(changed(changes))).rejects.toThrow(message)
    await expect(fork(changed(changes))).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('and so is another family', async () => {
    const coder = recipeSchema.parse({
      family: 'autoencoder',
      name: 'Codes',
      data: parent.data,
      encoder: [{ dense: 6, activation: 'tanh' }, { dense: 2 }],
      decoder: [{ dense: 6, activation: 'tanh' }, { dense: 2 }],
      optimizer: { kind: 'adam', learningRate: 0.01 },
      schedule: { steps: 20, batch: 16 },
    })
    await expect(fork(coder)).rejects.toThrow(
      'the recipe’s family is “autoencoder”, that of the run it would go on from “gan”',
    )
    const calmer = { ...coder, optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0 } } as Recipe
    const forked = await fork(calmer, checkpointOf(coder, 7), coder)
    expect(forked.anew).toEqual(['the optimiser'])
    expect(forked.checkpoint.step).toBe(7)
  })
})
