import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import type { Workbench } from '../../src/workbench/index.ts'
import { openWithProcesses, presetRecipe, removeHome, temporaryHome, waitForState } from './support/bench.ts'

const STEPS = 600

let home: string
let bench: Workbench
let client: WorkbenchClient
let pids: number[]

const open = async () => {
  ;({ bench, client, pids } = await openWithProcesses(home))
}

beforeEach(async () => {
  home = await temporaryHome()
  await open()
})

afterEach(async () => {
  await bench.close()
  await removeHome(home)
})

const shortRecipe = async (preset = 'linear-gaussian') => {
  const recipe = await presetRecipe(preset)
  return { ...recipe, schedule: { ...(recipe['schedule'] as object), steps: STEPS } }
}

/** All that a run stored but the seconds, which no two runs share. */
async function everything(id: string) {
  const series = await client.call('runs.series', { id, maxPoints: 20_000 })
  const { frames } = await client.call('runs.get', { id })
  const last = await client.call('runs.frame', { id, step: STEPS })
  const checkpoint = await client.call('runs.export', { id, request: { what: 'samples', format: 'csv' } })
  return {
    series: series.filter((one) => !one.name.includes('seconds')),
    frames,
    last,
    fresh: new TextDecoder().decode(checkpoint.bytes),
  }
}

async function reachStep(id: string, step: number): Promise<void> {
  for (;;) {
    const { summary } = await client.call('runs.get', { id })
    if (summary.step >= step && summary.checkpointStep !== null) return
    expect(summary.state === 'waiting' || summary.state === 'training', summary.reason ?? summary.state).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

it.each([
  ['linear-gaussian', 'a GAN'],
  ['vae-plane', 'a VAE of digits'],
  ['two-modes', 'a density'],
])('gives bit-identical curves after kill -9 of the engine: %s, %s', { timeout: 120_000 }, async (preset) => {
  // As many threads for both: another number of them sums in another order.
  const how = { recipe: await shortRecipe(preset), threads: 1 }
  const whole = await client.call('runs.create', how)
  await waitForState(client, whole.id, 'finished')

  const cut = await client.call('runs.create', { ...how, pace: 200 })
  await reachStep(cut.id, 150)
  process.kill(pids.at(-1)!, 'SIGKILL')
  const crashed = await waitForState(client, cut.id, 'crashed')
  expect(crashed.reason).toMatch(/killed from outside/)
  await client.call('runs.control', { id: cut.id, control: { action: 'pace', stepsPerSecond: null } })
  await client.call('runs.control', { id: cut.id, control: { action: 'resume' } })
  await waitForState(client, cut.id, 'finished')

  expect(await everything(cut.id)).toEqual(await everything(whole.id))
})

it('gives bit-identical curves after kill -9 of everything', { timeout: 120_000 }, async () => {
  const recipe = await shortRecipe()
  const whole = await client.call('runs.create', { recipe })
  await waitForState(client, whole.id, 'finished')
  await bench.close()

  const host = spawn(
    process.execPath,
    [fileURLToPath(new URL('support/hostAndTrain.ts', import.meta.url)), home, JSON.stringify(recipe)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = (await once(host.stdout.setEncoding('utf8'), 'data')) as [string]
  const { id, enginePid } = JSON.parse(line) as { id: string; enginePid: number }
  host.kill('SIGKILL')
  await once(host, 'exit')
  await expect.poll(() => isAlive(enginePid), { timeout: 5000 }).toBe(false)

  await open()
  const left = await waitForState(client, id, 'interrupted')
  expect(left.step).toBeGreaterThanOrEqual(150)
  await client.call('runs.control', { id, control: { action: 'pace', stepsPerSecond: null } })
  await client.call('runs.control', { id, control: { action: 'resume' } })
  await waitForState(client, id, 'finished')

  expect(await everything(id)).toEqual(await everything(whole.id))
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
