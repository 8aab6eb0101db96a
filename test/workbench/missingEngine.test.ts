import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import type { Workbench } from '../../src/workbench/index.ts'
import { connectBench, openBench, presetRecipe, removeHome, temporaryHome, waitForState } from './support/bench.ts'
import { fakeEngines, sayCheckpoint } from './support/fakeEngine.ts'

let home: string
let cache: string
let engines: ReturnType<typeof fakeEngines>
let bench: Workbench
let client: WorkbenchClient

beforeEach(async () => {
  home = await temporaryHome()
  cache = join(home, 'cache')
  vi.stubEnv('GANBENCH_CACHE', cache)
  engines = fakeEngines()
  bench = await openBench(home, engines.launch)
  client = connectBench(bench)
})

afterEach(async () => {
  await bench.close()
  vi.unstubAllEnvs()
  await removeHome(home)
})

/** Leaves what the set-up of TensorFlow leaves, as far as can be seen without loading it. */
async function pretendTensorflow(): Promise<void> {
  const folder = join(cache, `tensorflow-2.21.0-${process.platform}-${process.arch}`)
  const { version } = createRequire(import.meta.url)('@tensorflow/tfjs-node/package.json') as { version: string }
  await mkdir(folder, { recursive: true })
  const manifest = { tensorflow: '2.21.0', tfjsNode: version, binding: 'manifest.json', library: 'manifest.json' }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
}

const refusal = {
  code: 'unavailable',
  message: expect.stringMatching(/^the engine “tensorflow” can’t be used: .*Run npm run setup:tensorflow/) as string,
}

it('refuses a run on an engine that isn’t there, and stores nothing', async () => {
  const recipe = await presetRecipe('linear-gaussian')
  await expect(client.call('runs.create', { recipe, engine: 'tensorflow' })).rejects.toMatchObject(refusal)
  expect(await client.call('runs.list', {})).toEqual([])
  expect(engines.made).toHaveLength(0)
})

it('keeps a run as it was when its engine is gone, and goes on with it when it is back', async () => {
  await pretendTensorflow()
  const { id } = await client.call('runs.create', {
    recipe: await presetRecipe('linear-gaussian'),
    engine: 'tensorflow',
  })
  const engine = engines.made.at(-1)!
  await engine.started
  sayCheckpoint(engine, 3)
  engine.say('stopped', { step: 3 })
  const stopped = await waitForState(client, id, 'stopped')
  expect(stopped.backend?.id).toBe('tensorflow')

  await rm(cache, { recursive: true })
  for (const control of [{ action: 'resume' }, { action: 'extend', steps: 50 }] as const) {
    await expect(client.call('runs.control', { id, control })).rejects.toMatchObject(refusal)
  }
  expect((await client.call('runs.get', { id })).summary).toEqual(stopped)

  await pretendTensorflow()
  await client.call('runs.control', { id, control: { action: 'resume' } })
  const next = engines.made.at(-1)!
  expect(await next.started).toMatchObject({ checkpointStep: 3 })
})
