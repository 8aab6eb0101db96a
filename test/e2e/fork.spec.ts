import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { summaryOf, timeline, train, waitForState } from './support/rooms.ts'

test('a run is forked at the step shown: its recipe opens, goes on from the checkpoint, and each run leads to the other', async ({
  page,
  client,
  workbench,
}) => {
  const { id } = await client.call('runs.create', { recipe: { ...presetRecipe('ring', 400), name: 'First' } })
  await waitForState(client, id, 'finished')
  await client.call('runs.control', { id, control: { action: 'extend', steps: 100 } })
  await waitForState(client, id, 'finished')
  const { checkpoints } = await client.call('runs.get', { id })
  expect(checkpoints.map(({ step }) => step)).toEqual(expect.arrayContaining([400, 500]))

  await page.goto(`${workbench.address}#/runs/${id}`)
  const forkHere = page.getByRole('button', { name: 'Fork from here' })
  const diamond = page.locator('.checkpoint').filter({ hasText: 'Checkpoint, step 400' })
  await diamond.dispatchEvent('pointerdown')
  await expect(timeline(page)).toHaveAttribute('aria-valuenow', '400')
  await expect(forkHere).toHaveAttribute('title', /goes on from step 400, which has a checkpoint/)
  await page.keyboard.press('f')

  await page.waitForURL(/#\/recipe/)
  await expect(page.getByText('Goes on from step 400 of First and trains to step 800')).toBeVisible()
  await page.getByRole('checkbox', { name: 'R1' }).check()
  // A layer more can't be had: the problem names the tensor, and Train waits for it.
  const units = page.locator('[data-path="discriminator[0].dense"]')
  const before = await units.inputValue()
  await units.fill('9')
  const networks = page.getByRole('region', { name: 'Networks and data' })
  await expect(networks.getByText(/“discriminator\.0\.weight” would be 2 × 9, and is 2 × \d+/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Train/ })).toBeDisabled()
  await units.fill(before)
  await expect(page.getByText(/would be 2 × 9/)).toHaveCount(0)
  await page.getByRole('textbox', { name: 'Steps' }).fill('600')
  await expect(page.getByText('Goes on from step 400 of First and trains to step 600')).toBeVisible()

  const child = await train(page)
  await waitForState(client, child, 'finished')
  expect(await summaryOf(client, child)).toMatchObject({
    step: 600,
    totalSteps: 600,
    fork: { run: id, name: 'First', step: 400, anew: [] },
    recipe: { regularizers: [{ kind: 'r1' }] },
  })
  await expect(timeline(page)).toHaveAttribute('aria-valuemin', '400')
  await expect(timeline(page)).toHaveAttribute('aria-valuenow', '600')
  await page.keyboard.press('Home')
  await expect(timeline(page)).toHaveAttribute('aria-valuenow', '400')
  await page.getByText('Went on from step 400 of First.').getByRole('link', { name: 'First' }).click()
  await page.waitForURL((url) => url.href.endsWith(id))
})

test('a recipe that was to go on from a run may begin at step 0 instead, and the other way round with undo', async ({
  page,
  client,
  workbench,
}) => {
  const { id } = await client.call('runs.create', { recipe: { ...presetRecipe('linear-gaussian', 60), name: 'Short' } })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
  await page.getByRole('button', { name: 'Fork from here' }).click()
  const note = page.getByText('Goes on from step 60 of Short and trains to step 120, 60 steps more')
  await expect(note).toBeVisible()
  await page.reload()
  await expect(note).toBeVisible()
  await page.getByRole('button', { name: 'Begin at step 0 instead' }).click()
  await expect(note).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(note).toBeVisible()
  await page.getByRole('button', { name: 'Redo' }).click()
  const begun = await train(page)
  expect((await summaryOf(client, begun)).fork).toBeNull()
})
