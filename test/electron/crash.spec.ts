import { presetRecipe } from '../e2e/support/recipes.ts'
import { summaryOf, waitForState, waitForStep } from '../e2e/support/rooms.ts'
import { storedBits } from '../e2e/support/series.ts'
import { desktopTest as test, expect } from './support/desktop.ts'
import { answerQuestions, engineProcesses, questions } from './support/launch.ts'

const recipe = presetRecipe('linear-gaussian', 600)

test('an engine that is killed is named with what is safe, and Resume loses nothing', async ({
  desktop,
  page,
  client,
  workbench,
}) => {
  const { id: whole } = await client.call('runs.create', { recipe })
  await waitForState(client, whole, 'finished')
  const { id } = await client.call('runs.create', { recipe, pace: 150 })
  await waitForStep(client, id, 260)
  await page.goto(`${workbench.address}#/runs/${id}`)
  const engines = await engineProcesses(desktop)
  expect(engines.length).toBeGreaterThan(0)
  for (const pid of engines) process.kill(pid, 'SIGKILL')
  await waitForState(client, id, 'crashed')
  const { reason } = await summaryOf(client, id)
  expect(reason).toMatch(
    /^The engine ended at step \d+: it was killed from outside, or the computer ran out of memory\./,
  )
  expect(reason).toContain('Nothing before that step is lost')
  await page.getByRole('button', { name: /^Resume from step/ }).click()
  await waitForState(client, id, 'finished')
  expect(await storedBits(client, id)).toEqual(await storedBits(client, whole))
})

test('a page that crashes is shown again, and training has gone on', async ({ desktop, page: _page, client }) => {
  const { id } = await client.call('runs.create', { recipe, pace: 100 })
  await waitForStep(client, id, 20)
  await answerQuestions(desktop, 0)
  await desktop.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    webContents.once('did-finish-load', () => ((globalThis as { again?: boolean }).again = true))
    webContents.forcefullyCrashRenderer()
  })
  await expect.poll(async () => (await questions(desktop)).length).toBe(1)
  const [question] = await questions(desktop)
  expect(question!.message).toMatch(/^The window’s page ended unexpectedly/)
  expect(question!.detail).toContain('Training goes on, and everything stored is safe')
  expect(question!.buttons).toEqual(['Show the window again', 'Quit'])
  await expect.poll(() => desktop.evaluate(() => (globalThis as { again?: boolean }).again)).toBe(true)
  const rooms = () =>
    desktop.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript('document.querySelectorAll("nav a").length'),
    )
  await expect.poll(rooms).toBeGreaterThan(3)
  const { step } = await summaryOf(client, id)
  await waitForStep(client, id, step + 20)
})
