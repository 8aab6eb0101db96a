import { presetRecipe } from '../e2e/support/recipes.ts'
import { summaryOf, waitForState, waitForStep } from '../e2e/support/rooms.ts'
import { desktopTest as test, expect } from './support/desktop.ts'
import { answerQuestions, questions } from './support/launch.ts'

const recipe = presetRecipe('linear-gaussian', 400)

test('an engine out of memory is named, with what is safe, what needs less, and a way to go on', async ({
  desktop,
  page,
  client,
  workbench,
}) => {
  const { id } = await client.call('runs.create', { recipe, pace: 200 })
  await waitForStep(client, id, 60)
  await client.call('runs.control', { id, control: { action: 'stop' } })
  await waitForState(client, id, 'stopped')
  const { checkpointStep } = await summaryOf(client, id)
  expect(checkpointStep).toBeGreaterThan(0)

  // The next engine may hold ten megabytes of JavaScript: V8 ends it while it begins.
  await desktop.evaluate(() => (process.env.NODE_OPTIONS = '--max-old-space-size=10'))
  await client.call('runs.control', { id, control: { action: 'resume' } })
  await waitForState(client, id, 'crashed')
  const { reason } = await summaryOf(client, id)
  expect(reason).toMatch(/^The engine ended at step \d+: it ran out of memory\. Nothing before that step is lost\. /)

  await page.goto(`${workbench.address}#/runs/${id}`)
  const card = page.getByRole('region', { name: 'How the run stands' })
  await expect(card).toContainText('Training crashed at step')
  await expect(card).toContainText('it ran out of memory')
  await expect(card).toContainText(`Last checkpoint`)
  await expect(card).toContainText(
    'A smaller batch or smaller networks need less memory, and so do fewer runs at once.',
  )
  await expect(card.getByRole('button', { name: 'Change the recipe' })).toBeVisible()

  await desktop.evaluate(() => delete process.env.NODE_OPTIONS)
  await client.call('runs.control', { id, control: { action: 'pace', stepsPerSecond: null } })
  await card.getByRole('button', { name: `Resume from step ${checkpointStep}` }).click()
  await waitForState(client, id, 'finished')
})

test('a page out of memory is named as that, and shown again', async ({ desktop, page, client }) => {
  const { id } = await client.call('runs.create', { recipe, pace: 50 })
  await waitForStep(client, id, 5)
  await answerQuestions(desktop, 0)
  // As Chromium tells it; the page itself lives on.
  await desktop.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 133 })
  })
  await expect.poll(async () => (await questions(desktop)).length).toBe(1)
  const [question] = await questions(desktop)
  expect(question!.message).toBe('The window ran out of memory.')
  expect(question!.detail).toContain('Training goes on, and everything stored is safe')
  expect(question!.detail).toContain('Comparing fewer runs at once needs less memory')
  expect(question!.buttons).toEqual(['Show the window again', 'Quit'])
  await expect(page.getByRole('link', { name: 'Start' })).toBeVisible()
  const { step } = await summaryOf(client, id)
  await waitForStep(client, id, step + 10)
})
