import type { ElectronApplication } from '@playwright/test'
import type { WorkbenchClient } from '../../src/contract/api.ts'
import { descendantsOf, isAlive } from '../e2e/support/processes.ts'
import { presetRecipe } from '../e2e/support/recipes.ts'
import { summaryOf, waitForState, waitForStep } from '../e2e/support/rooms.ts'
import { storedBits } from '../e2e/support/series.ts'
import { desktopTest as test, expect, joinHome } from './support/desktop.ts'
import { answerQuestions, end, hasEnded, launch, processOf, questions } from './support/launch.ts'

const recipe = presetRecipe('linear-gaussian', 600)

async function startTraining(client: WorkbenchClient): Promise<string> {
  const { id } = await client.call('runs.create', { recipe, pace: 100 })
  await waitForStep(client, id, 40)
  return id
}

const ended = (desktop: ElectronApplication) => expect.poll(() => hasEnded(desktop), { timeout: 15_000 }).toBe(true)
const quit = (desktop: ElectronApplication) => desktop.evaluate(({ app }) => setTimeout(() => app.quit(), 10))
const closeWindow = (desktop: ElectronApplication) =>
  desktop.evaluate(({ BrowserWindow }) => setTimeout(() => BrowserWindow.getAllWindows()[0]!.close(), 10))

/** Opens the home again and looks at the run: it has lost nothing and goes on to its end. */
async function checkInterrupted(home: string, id: string, atLeast: number): Promise<void> {
  const again = await launch(home)
  try {
    await (await again.firstWindow()).getByRole('link', { name: 'Start' }).waitFor()
    const client = await joinHome(home)
    const kept = await summaryOf(client, id)
    expect(kept.state).toBe('interrupted')
    expect(kept.step).toBeGreaterThanOrEqual(atLeast)
    expect(kept.checkpointStep).toBe(kept.step)
    await client.call('runs.control', { id, control: { action: 'pace', stepsPerSecond: null } })
    await client.call('runs.control', { id, control: { action: 'resume' } })
    await waitForState(client, id, 'finished')
    const { id: other } = await client.call('runs.create', { recipe })
    await waitForState(client, other, 'finished')
    expect(await storedBits(client, id)).toEqual(await storedBits(client, other))
    client.close()
  } finally {
    await end(again)
  }
}

test('quitting while something trains asks first, and “Keep training” keeps it', async ({ desktop, page, client }) => {
  const id = await startTraining(client)
  await answerQuestions(desktop, 1)
  for (const leave of [quit, closeWindow]) {
    await leave(desktop)
    await expect.poll(async () => (await questions(desktop)).length).toBe(leave === quit ? 1 : 2)
  }
  const [question] = await questions(desktop)
  expect(question).toMatchObject({
    message: '“Linear Gaussian” is training.',
    buttons: ['Checkpoint and quit', 'Keep training'],
  })
  expect(question!.detail).toContain('nothing is lost')
  const { step } = await summaryOf(client, id)
  await waitForStep(client, id, step + 20)
  await expect(page.getByRole('link', { name: 'Start' })).toBeVisible()
})

test('“Checkpoint and quit” loses no step and leaves no process', async ({ desktop, client, home, page: _page }) => {
  const id = await startTraining(client)
  await answerQuestions(desktop, 0)
  const below = descendantsOf(processOf(desktop).pid!)
  const { step } = await summaryOf(client, id)
  await closeWindow(desktop)
  await ended(desktop)
  expect(processOf(desktop).exitCode).toBe(0)
  await expect.poll(() => below.filter(isAlive)).toEqual([])
  await checkInterrupted(home, id, step)
})

test('with nothing in training nothing is asked', async ({ desktop, page: _page }) => {
  await answerQuestions(desktop, 1)
  await quit(desktop)
  await ended(desktop)
  expect(processOf(desktop).exitCode).toBe(0)
})

test('a signal is an answer: it checkpoints without asking', async ({ desktop, client, home, page: _page }) => {
  const id = await startTraining(client)
  await answerQuestions(desktop, 1)
  const { step } = await summaryOf(client, id)
  processOf(desktop).kill('SIGTERM')
  await ended(desktop)
  await checkInterrupted(home, id, step)
})
