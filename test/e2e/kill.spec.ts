import type { Page } from '@playwright/test'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import { expect, test } from './support/fixtures.ts'
import { isAlive } from './support/processes.ts'
import { presetRecipe } from './support/recipes.ts'
import { summaryOf, waitForState, waitForStep } from './support/rooms.ts'
import { storedBits } from './support/series.ts'

const steps = 1500
const recipe = presetRecipe('linear-gaussian', steps)

/** Trains the recipe in one go and resolves with the bits of its curves. */
async function uninterrupted(client: WorkbenchClient): Promise<Record<string, string>> {
  const { id } = await client.call('runs.create', { recipe })
  await waitForState(client, id, 'finished')
  return storedBits(client, id)
}

async function resumeInPage(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Resume from step/ }).click()
}

/** Starts a run slow enough to be caught in the middle. */
async function caughtInTheMiddle(client: WorkbenchClient): Promise<string> {
  const { id } = await client.call('runs.create', { recipe, pace: 100 })
  await waitForStep(client, id, 320)
  return id
}

/** Has the run, once it is resumed, train as fast as it can. */
async function letRun(client: WorkbenchClient, id: string): Promise<void> {
  await client.call('runs.control', { id, control: { action: 'pace', stepsPerSecond: null } })
}

test('an engine killed with -9 costs nothing: resumed, the curves are those of a run never interrupted', async ({
  page,
  client,
  workbench,
}) => {
  const expected = await uninterrupted(client)
  const id = await caughtInTheMiddle(client)
  await page.goto(`${workbench.address}#/runs/${id}`)
  const engines = await workbench.engines()
  expect(engines.length).toBeGreaterThan(0)
  for (const pid of engines) process.kill(pid, 'SIGKILL')
  await waitForState(client, id, 'crashed')
  const { reason } = await summaryOf(client, id)
  expect(reason).toMatch(
    /^The engine ended at step \d+: it was killed from outside, or the computer ran out of memory\./,
  )
  expect(reason).toContain('Nothing before that step is lost')
  await expect(page.getByText(/^Training crashed at step/)).toBeVisible()

  await letRun(client, id)
  await resumeInPage(page)
  await waitForState(client, id, 'finished')
  expect(await storedBits(client, id)).toEqual(expected)
})

test('a workbench killed with -9 leaves no process behind, and its run goes on from the next start', async ({
  page,
  client,
  workbench,
  reopen,
}) => {
  const expected = await uninterrupted(client)
  const id = await caughtInTheMiddle(client)
  const engines = await workbench.engines()
  expect(engines.length).toBeGreaterThan(0)
  await page.goto('about:blank')
  const { step } = await summaryOf(client, id)
  await workbench.kill()
  await expect.poll(() => engines.filter(isAlive)).toEqual([])

  const { workbench: next } = await reopen()
  const again = await next.connect()
  const kept = await summaryOf(again, id)
  expect(kept.state).toBe('interrupted')
  // What was told had been stored.
  expect(kept.step).toBeGreaterThanOrEqual(step)
  await letRun(again, id)
  await again.call('runs.control', { id, control: { action: 'resume' } })
  await waitForState(again, id, 'finished')
  expect(await storedBits(again, id)).toEqual(expected)
  again.close()
})
