import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { waitForState } from './support/rooms.ts'

test.beforeEach(async ({ page, client, workbench }) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 300) })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
  await page.getByRole('button', { name: 'Audit' }).click()
})

test('a step of the run is saved with all that entered and left it', async ({ page, client, kept }) => {
  await page.getByLabel('Step', { exact: true }).fill('120')
  const bytes = await kept(() => page.getByRole('button', { name: 'Audit step 120' }).click())
  const length = Number(bytes.readBigUInt64LE(0))
  const { __metadata__: metadata, ...tensors } = JSON.parse(bytes.subarray(8, 8 + length).toString('utf8')) as Record<
    string,
    Record<string, string>
  >
  expect(metadata).toMatchObject({ format: 'gan-workbench-step', step: '120' })
  for (const name of ['before/generator.0.weight', 'grad/discriminator.0.bias', 'batch', 'noise/latent.0']) {
    expect(tensors).toHaveProperty([name, 'dtype'], 'F32')
  }
  await expect(page.getByText(/^Saved \S/)).toBeVisible()
  const [run] = await client.call('runs.list', {})
  expect(run).toMatchObject({ state: 'finished', step: 300 })
})

test('a step that the run has not trained is refused before anything is computed', async ({ page }) => {
  await page.getByLabel('Step', { exact: true }).fill('301')
  await expect(page.getByText('A whole number from 1 to 300, the last step trained.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Audit step' })).toBeDisabled()
})
