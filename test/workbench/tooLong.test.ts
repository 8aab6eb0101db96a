import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import { forkEngine } from '../../src/workbench/engineProcess.ts'
import type { Workbench } from '../../src/workbench/index.ts'
import { preset, smallRecipe } from '../engine/recipes.ts'
import { connectBench, openBench, removeHome, temporaryHome, waitForState } from './support/bench.ts'

let home: string
let bench: Workbench
let client: WorkbenchClient
let launched: number

const fork = forkEngine(new URL('../../src/engine/index.ts', import.meta.url))

beforeEach(async () => {
  launched = 0
  home = await temporaryHome()
  // A machine without native TensorFlow.
  vi.stubEnv('GANBENCH_CACHE', home)
  bench = await openBench(home, () => {
    launched++
    return fork()
  })
  client = connectBench(bench)
})

afterEach(async () => {
  await bench.close()
  vi.unstubAllEnvs()
  await removeHome(home)
})

it(
  'a step too long to compile is given to another engine before it begins, with the reason',
  { timeout: 60_000 },
  async () => {
    const { schedule, data } = preset('dcgan')
    const long = preset('dcgan', {
      data: { ...data, points: 800 },
      schedule: { ...schedule, batch: 4, steps: 1, discriminatorSteps: 100 },
    })
    const choice = await client.call('engines.choose', { recipe: long })
    expect(choice).toEqual({
      id: 'wasm',
      why: 'the engine “onnx” can’t run this recipe (one step of this recipe is more than 20000 operations, too many to compile), and it is the fastest of those that can',
    })
    expect(await client.call('engines.choose', { recipe: { ...long, seed: 9 } })).toEqual(choice)
    expect(launched).toBe(1)

    const { id } = await client.call('runs.create', { recipe: long, engine: 'onnx' })
    const { reason } = await waitForState(client, id, 'crashed')
    expect(reason).toMatch(/too many to compile; lower schedule\.discriminatorSteps .* or take the engine “wasm”/)
  },
)

it('a hundred steps of a small D are compiled', { timeout: 60_000 }, async () => {
  const data = { kind: 'ring', points: 2000 }
  const recipe = smallRecipe({ data, schedule: { steps: 3, discriminatorSteps: 100 } })
  expect(await client.call('engines.choose', { recipe })).toMatchObject({ id: 'onnx' })
  const { id } = await client.call('runs.create', { recipe })
  expect((await waitForState(client, id, 'finished')).backend).toMatchObject({ id: 'onnx' })
})

it('a recipe with a mistake is refused with its place', async () => {
  const recipe = { ...smallRecipe(), generator: [{ dense: 3 }] }
  await expect(client.call('engines.choose', { recipe })).rejects.toThrow(/^generator/)
  expect(launched).toBe(0)
})
