import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkbenchClient } from '../../../src/contract/api.ts'
import type { Compiled } from '../../../src/contract/compiled.ts'
import type { EngineLauncher } from '../../../src/workbench/engineProcess.ts'
import { forkEngine } from '../../../src/workbench/engineProcess.ts'
import type { Workbench } from '../../../src/workbench/index.ts'
import { connectBench, openBench, presetRecipe, removeHome, temporaryHome, waitForState } from '../support/bench.ts'

let home: string
let bench: Workbench
let client: WorkbenchClient
/** What engines were given at their start, run by run. */
let given: (Compiled | undefined)[]

const fork = forkEngine(new URL('../../../src/engine/index.ts', import.meta.url))

const launch: EngineLauncher = () => {
  const engine = fork()
  const post = (message: unknown) => {
    const { name, params } = message as { name?: string; params: { compiled?: Compiled } }
    if (name === 'start') given.push(params.compiled)
    engine.port.post(message)
  }
  return { ...engine, port: { ...engine.port, post } }
}

async function open(): Promise<void> {
  bench = await openBench(home, launch)
  client = connectBench(bench)
}

beforeEach(async () => {
  given = []
  home = await temporaryHome()
  await open()
})

afterEach(async () => {
  await bench.close()
  await removeHome(home)
})

async function train(seed: number): Promise<Record<string, number>> {
  const recipe = { ...(await presetRecipe('linear-gaussian')), seed }
  Object.assign(recipe, { schedule: { ...(recipe as { schedule?: object }).schedule, steps: 20 } })
  const { id } = await client.call('runs.create', { recipe, engine: 'onnx' })
  const { latest } = await waitForState(client, id, 'finished')
  const { 'epoch.seconds': _, ...numbers } = latest
  return numbers
}

it('a run of a shape that was trained before is given what was compiled, also by another workbench, and tells the same', async () => {
  const first = await train(4)
  const other = await train(5)
  await bench.close()
  await open()
  expect(await train(4)).toEqual(first)
  expect(other).not.toEqual(first)
  expect(given[0]).toBeUndefined()
  for (const compiled of given.slice(1)) {
    expect(compiled?.threads).toMatchObject({ threads: 1 })
    expect(compiled?.models.map(({ name }) => name)).toContain('step')
  }
  expect(await client.call('compiled.report', {})).toMatchObject({ count: 1 })
}, 60_000)
