import { presetRecipe } from '../e2e/support/recipes.ts'
import { summaryOf, waitForStep } from '../e2e/support/rooms.ts'
import { desktopTest as test, expect } from './support/desktop.ts'
import { answerQuestions, questions } from './support/launch.ts'

const recipe = presetRecipe('linear-gaussian', 600)

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
