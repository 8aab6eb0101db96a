import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import type { Workbench } from '../../src/workbench/index.ts'
import { openWithProcesses, presetRecipe, removeHome, temporaryHome, waitForState } from './support/bench.ts'

const STEPS = 400

let home: string
let bench: Workbench
let client: WorkbenchClient
let pids: number[]

/** Opens the home with engines whose JavaScript may hold so many megabytes. */
async function open(megabytes: number): Promise<void> {
  vi.stubEnv('NODE_OPTIONS', `--max-old-space-size=${megabytes}`)
  const engine = new URL('./support/hungryEngine.ts', import.meta.url)
  ;({ bench, client, pids } = await openWithProcesses(home, engine))
}

beforeEach(async () => (home = await temporaryHome()))
afterEach(async () => {
  await bench.close()
  vi.unstubAllEnvs()
  await removeHome(home)
})

const shortRecipe = async () => {
  const recipe = await presetRecipe('linear-gaussian')
  return { ...recipe, schedule: { ...(recipe['schedule'] as object), steps: STEPS } }
}

// Signals that a process may answer as it likes are not to be had on Windows.
it.skipIf(process.platform === 'win32')(
  'an engine that fills its memory in training leaves its run crashed, with the cause, and able to go on',
  { timeout: 60_000 },
  async () => {
    await open(150)
    const { id } = await client.call('runs.create', { recipe: await shortRecipe(), pace: 200 })
    for (;;) {
      const { summary } = await client.call('runs.get', { id })
      if (summary.step >= 50 && (summary.checkpointStep ?? 0) > 0) break
      expect(summary.reason).toBeNull()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    process.kill(pids.at(-1)!, 'SIGUSR2')
    const crashed = await waitForState(client, id, 'crashed')
    expect(crashed.reason).toBe(
      `The engine ended at step ${crashed.step}: it ran out of memory. Nothing before that step is lost. A smaller batch or smaller networks need less memory, and so do fewer runs at once.`,
    )
    expect(crashed.checkpointStep).toBeGreaterThan(0)
    const [series] = await client.call('runs.series', { id, names: ['loss.generator'], maxPoints: 2000 })
    expect(series!.steps.at(-1)).toBe(crashed.step)

    await client.call('runs.control', { id, control: { action: 'pace', stepsPerSecond: null } })
    await client.call('runs.control', { id, control: { action: 'resume' } })
    expect((await waitForState(client, id, 'finished')).step).toBe(STEPS)
  },
)

it('an engine with too little memory to begin says so, not that it does not answer', { timeout: 60_000 }, async () => {
  await open(10)
  const { id } = await client.call('runs.create', { recipe: await shortRecipe() })
  const crashed = await waitForState(client, id, 'crashed')
  expect(crashed.reason).toMatch(/^The engine ended at step 0: it ran out of memory\. /)
  expect(crashed.checkpointStep).toBeNull()
})
