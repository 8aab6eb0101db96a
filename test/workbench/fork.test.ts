import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import { decodeSafetensors } from '../../src/contract/safetensors.ts'
import type { RunSummary } from '../../src/contract/run.ts'
import type { Workbench } from '../../src/workbench/index.ts'
import { openWithProcesses, presetRecipe, removeHome, temporaryHome, waitForState } from './support/bench.ts'

let home: string
let bench: Workbench
let client: WorkbenchClient
let pids: number[]

beforeEach(async () => {
  home = await temporaryHome()
  ;({ bench, client, pids } = await openWithProcesses(home))
})

afterEach(async () => {
  await bench.close()
  await removeHome(home)
})

const recipeWith = async (changes: Record<string, unknown> = {}, steps = 200) => {
  const recipe = await presetRecipe('linear-gaussian')
  return { ...recipe, schedule: { ...(recipe['schedule'] as object), steps }, ...changes }
}

/** A run of 200 steps, finished. */
async function trained(changes: Record<string, unknown> = {}): Promise<RunSummary> {
  const { id } = await client.call('runs.create', { recipe: await recipeWith(changes), engine: 'wasm' })
  return waitForState(client, id, 'finished')
}

async function seriesOf(id: string, from = 0) {
  const views = await client.call('runs.series', { id, from, maxPoints: 20_000 })
  return Object.fromEntries(
    views
      .filter(({ name }) => !name.includes('seconds') && !['modes', 'good'].includes(name))
      .map(({ name, steps, values }) => [name, [...steps].map((step, index) => [step, values[index]])]),
  )
}

const stepsOf = async (id: string) => (await client.call('runs.get', { id })).checkpoints.map(({ step }) => step)

describe('a fork', () => {
  it('of a finished run trains as many steps more, and links where it came from', async () => {
    const parent = await trained()
    const told: string[] = []
    client.on('run.changed', ({ id }) => told.push(id))
    const child = await client.call('runs.fork', { id: parent.id })
    expect(child).toMatchObject({
      step: 200,
      totalSteps: 400,
      fork: { run: parent.id, name: 'Linear Gaussian', step: 200, anew: [] },
    })
    expect(told).toContain(child.id)
    const ended = await waitForState(client, child.id, 'finished')
    expect(ended).toMatchObject({ step: 400, backend: parent.backend })
    expect(ended.trainingSeconds).toBeGreaterThan(0)
    const { frames, scene } = await client.call('runs.get', { id: child.id })
    expect([frames[0], frames[1], frames.at(-1), scene?.kind]).toEqual([200, 201, 400, 'points'])
  }, 60_000)

  it('without a change is the run itself, trained on', async () => {
    const parent = await trained()
    const child = await client.call('runs.fork', { id: parent.id })
    await client.call('runs.control', { id: parent.id, control: { action: 'extend', steps: 200 } })
    await waitForState(client, parent.id, 'finished')
    await waitForState(client, child.id, 'finished')
    const [whole, own] = [await seriesOf(parent.id, 201), await seriesOf(child.id, 201)]
    expect(own['loss.generator']).toHaveLength(200)
    // What is measured with the pictures isn't the same: a fork has more of those at its own start.
    for (const name of Object.keys(whole).filter((one) => !/^(value\.|frechet|wasserstein|jsd|kl\.)/.test(one))) {
      expect([name, own[name]]).toEqual([name, whole[name]])
    }
  }, 60_000)

  it('of a run in training goes on from that very moment', async () => {
    const { id } = await client.call('runs.create', { recipe: await recipeWith({}, 5000), engine: 'wasm', pace: 200 })
    while ((await client.call('runs.get', { id })).summary.step < 30) await new Promise((go) => setTimeout(go, 20))
    const child = await client.call('runs.fork', { id, pace: 100 })
    expect(child.fork!.step).toBeGreaterThanOrEqual(30)
    expect(child.totalSteps).toBe(5000)
    expect(await stepsOf(id)).toContain(child.fork!.step)
  }, 60_000)

  it('takes another recipe, and says what begins anew', async () => {
    const parent = await trained()
    const sgd = { kind: 'sgd', learningRate: 0.01 }
    const recipe = await recipeWith(
      {
        name: 'With R1',
        regularizers: [{ kind: 'r1', weight: 1 }],
        optimizers: {
          generator: parent.recipe.family === 'gan' && parent.recipe.optimizers.generator,
          discriminator: sgd,
        },
      },
      260,
    )
    const child = await client.call('runs.fork', { id: parent.id, recipe })
    expect(child).toMatchObject({ name: 'With R1', totalSteps: 260, fork: { anew: ['D’s optimiser'] } })
    await waitForState(client, child.id, 'finished')
    expect(Object.keys(await seriesOf(child.id))).toContain('penalty.r1')
  }, 60_000)

  it('is refused with the tensor where a network would change, and where there is no checkpoint; nothing is stored', async () => {
    const parent = await trained()
    const wider = await recipeWith({ discriminator: [{ dense: 8, activation: 'tanh' }, { dense: 2 }] })
    await expect(client.call('runs.fork', { id: parent.id, recipe: wider })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('“discriminator.0.weight” would be 2 × 8, and is 2 × 5') as string,
      issues: [{ path: 'discriminator[0].dense' }],
    })
    const misspelt = await recipeWith({ loss: { kind: 'hing' } })
    await expect(client.call('runs.fork', { id: parent.id, recipe: misspelt })).rejects.toMatchObject({
      code: 'bad-input',
      issues: [{ path: 'loss.kind' }],
    })
    const first = (await stepsOf(parent.id))[0]!
    if (first > 0) {
      await expect(client.call('runs.fork', { id: parent.id, step: first - 1 })).rejects.toMatchObject({
        code: 'not-found',
        message: expect.stringContaining(`no checkpoint at or before step ${first - 1}`) as string,
      })
    }
    await expect(client.call('runs.fork', { id: 'nobody' })).rejects.toMatchObject({ code: 'not-found' })
    expect(await client.call('runs.list', { trashed: false })).toHaveLength(1)
  }, 60_000)

  it('goes on from its own beginning after kill -9, bit for bit', async () => {
    const parent = await trained()
    const whole = await client.call('runs.fork', { id: parent.id })
    await waitForState(client, whole.id, 'finished')
    const cut = await client.call('runs.fork', { id: parent.id, pace: 100 })
    while ((await client.call('runs.get', { id: cut.id })).summary.step < 210)
      await new Promise((go) => setTimeout(go, 10))
    process.kill(pids.at(-1)!, 'SIGKILL')
    const crashed = await waitForState(client, cut.id, 'crashed')
    expect(crashed.checkpointStep).toBe(200)
    await client.call('runs.control', { id: cut.id, control: { action: 'pace', stepsPerSecond: null } })
    await client.call('runs.control', { id: cut.id, control: { action: 'resume' } })
    await waitForState(client, cut.id, 'finished')
    expect(await seriesOf(cut.id)).toEqual(await seriesOf(whole.id))
    const frames = async (id: string) => [...(await client.call('runs.get', { id })).frames]
    expect(await frames(cut.id)).toEqual(await frames(whole.id))
  }, 60_000)

  it('is audited without the run that it came from, and exported', async () => {
    const adam = { kind: 'adam', learningRate: 0.01 }
    const sgd = { kind: 'sgd', learningRate: 0.01 }
    const parent = await trained({ optimizers: { generator: adam, discriminator: sgd } })
    const recipe = await recipeWith({ optimizers: { generator: adam, discriminator: adam } }, 230)
    const { id } = await client.call('runs.fork', { id: parent.id, recipe })
    await waitForState(client, id, 'finished')
    await client.call('runs.trash', { ids: [parent.id] })
    await client.call('runs.purge', { ids: [parent.id] })

    const { metadata } = decodeSafetensors((await client.call('runs.audit', { id, step: 203 })).bytes)
    expect(JSON.parse(metadata['clocks']!)).toEqual({ 'optimizer.discriminator': 200 })
    await expect(client.call('runs.audit', { id, step: 200 })).rejects.toThrow(
      '“Linear Gaussian” began at step 200 of “Linear Gaussian”; step 200 is that run’s, and audited there',
    )
    const table = await client.call('runs.export', { id, request: { what: 'metrics', format: 'csv' } })
    const lines = new TextDecoder().decode(table.bytes).trim().split('\n')
    expect([lines[1]!.split(',')[0], lines.at(-1)!.split(',')[0], lines.length]).toEqual(['200', '230', 32])
    const file = await client.call('runs.export', {
      id,
      request: { what: 'checkpoint', format: 'safetensors', step: 200 },
    })
    expect(decodeSafetensors(file.bytes).metadata['step']).toBe('200')
  }, 60_000)

  it('keeps its first checkpoint, and can be forked there again', async () => {
    const parent = await trained()
    const child = await client.call('runs.fork', { id: parent.id })
    await waitForState(client, child.id, 'finished')
    for (const at of [1, 2, 3]) {
      await client.call('runs.control', { id: child.id, control: { action: 'extend', steps: 10 * at } })
      await waitForState(client, child.id, 'finished')
    }
    const kept = await stepsOf(child.id)
    expect([kept[0], kept.length]).toEqual([200, 4])
    const again = await client.call('runs.fork', { id: child.id, step: 250 })
    expect(again.fork).toMatchObject({ run: child.id, step: 200 })
  }, 60_000)
})
