import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import { decodeSafetensors } from '../../src/contract/safetensors.ts'
import type { Workbench } from '../../src/workbench/index.ts'
import { connectBench, openBench, presetRecipe, removeHome, temporaryHome, waitForState } from './support/bench.ts'

let home: string
let bench: Workbench
let client: WorkbenchClient

beforeEach(async () => {
  home = await temporaryHome()
  bench = await openBench(home)
  client = connectBench(bench)
})

afterEach(async () => {
  await bench.close()
  await removeHome(home)
})

async function trained(changes: Record<string, unknown> = {}, state: 'finished' | 'diverged' = 'finished') {
  const recipe = await presetRecipe('linear-gaussian')
  const schedule = { ...(recipe['schedule'] as object), steps: 40 }
  const { id } = await client.call('runs.create', { recipe: { ...recipe, schedule, ...changes }, engine: 'wasm' })
  return waitForState(client, id, state)
}

/** The step of the newest checkpoint before a step; 0 where the run has to begin again. */
async function checkpointBefore(id: string, step: number): Promise<number> {
  const { checkpoints } = await client.call('runs.get', { id })
  return Math.max(0, ...checkpoints.map((checkpoint) => checkpoint.step).filter((at) => at < step))
}

it('writes a step of a finished run: its history’s numbers, the recipe, and how it was computed', async () => {
  const run = await trained()
  const told: { from: number; at: number; step: number }[] = []
  client.on('run.audit', ({ from, at, step }) => told.push({ from, at, step }))
  const { filename, bytes } = await client.call('runs.audit', { id: run.id, step: 25 })
  expect(filename).toBe('Linear-Gaussian-step-25.safetensors')

  const { tensors, metadata } = decodeSafetensors(bytes)
  expect(metadata).toMatchObject({
    format: 'gan-workbench-step',
    run: run.id,
    step: '25',
    engine: 'wasm',
    engineVersion: run.backend!.version,
    threads: '1',
  })
  expect(JSON.parse(metadata['recipe']!)).toEqual(run.recipe)
  const history = await client.call('runs.series', { id: run.id, names: ['loss.generator'] })
  const at = history[0]!.steps.indexOf(25)
  const loss = tensors.find(({ name }) => name === 'metrics/loss.generator')!
  expect(loss.values).toEqual(Float32Array.of(history[0]!.values[at]!))

  const from = await checkpointBefore(run.id, 25)
  expect(told[0]).toEqual({ from, at: from, step: 25 })
  expect(told.at(-1)).toEqual({ from, at: 24, step: 25 })
  expect((await client.call('runs.get', { id: run.id })).summary).toEqual(run)
}, 60_000)

it('goes on from the checkpoint before the step, and audits several in turn', async () => {
  const run = await trained()
  await client.call('runs.control', { id: run.id, control: { action: 'extend', steps: 10 } })
  await waitForState(client, run.id, 'finished')
  const from = new Set<number>()
  client.on('run.audit', (told) => from.add(told.from))
  const [last, last2, first] = await Promise.all(
    [45, 45, 1].map((step) => client.call('runs.audit', { id: run.id, step })),
  )
  expect(last!.bytes).toEqual(last2!.bytes)
  expect(first!.bytes).not.toEqual(last!.bytes)
  const newest = await checkpointBefore(run.id, 45)
  expect(newest).toBeGreaterThanOrEqual(40)
  expect([...from].sort((a, b) => a - b)).toEqual([0, newest])
}, 60_000)

it('refuses what can’t be audited, with what can', async () => {
  const run = await trained()
  const audit = (id: string, step: number) => client.call('runs.audit', { id, step })
  await expect(audit(run.id, 41)).rejects.toThrow('“Linear Gaussian” has trained 40 steps; step 41 can’t be audited')
  await expect(audit(run.id, 0)).rejects.toMatchObject({ code: 'bad-input' })
  await expect(audit('nobody', 1)).rejects.toMatchObject({ code: 'not-found' })

  const rate = { kind: 'sgd', learningRate: 100 }
  const relu = [{ dense: 5, activation: 'relu' }, { dense: 5, activation: 'relu' }, { dense: 1 }]
  const wild = {
    loss: { kind: 'leastSquares' },
    discriminator: relu,
    initialization: { kind: 'xavier' },
    optimizers: { generator: rate, discriminator: rate },
  }
  const gone = await trained(wild, 'diverged')
  await expect(audit(gone.id, gone.step)).rejects.toThrow(
    new RegExp(
      `“Linear Gaussian” diverged at step ${gone.step}: “[\\w.]+” is not a number, so nothing can be compared; the last step that can be audited is ${gone.step - 1}$`,
    ),
  )
  expect((await audit(gone.id, gone.step - 1)).bytes.length).toBeGreaterThan(0)
}, 60_000)
