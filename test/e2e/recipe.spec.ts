import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { openPreset, summaryOf, train } from './support/rooms.ts'

const json = (page: Page) => page.getByRole('textbox', { name: 'Recipe as JSON' })
const trainButton = (page: Page) => page.getByRole('button', { name: /^Train/ })

async function typeRecipe(page: Page, text: string): Promise<void> {
  await json(page).focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
}

test('a wrong number shows its error at the field, and the fix mends it', async ({ page, client }) => {
  await openPreset(page, 'Ring of 8')
  await page.getByRole('textbox', { name: 'Batch' }).fill('9000')
  const note = page.getByRole('alert').filter({ hasText: 'larger than the data' }).first()
  await expect(note).toBeVisible()
  await expect(trainButton(page)).toBeDisabled()
  await note.getByRole('button', { name: 'Set to 4000' }).click()
  await expect(page.getByRole('textbox', { name: 'Batch' })).toHaveValue(/^4\s?000$/)
  await expect(trainButton(page)).toBeEnabled()
  expect(await client.call('runs.list', {})).toEqual([])
})

test('an unknown key names the nearest one', async ({ page }) => {
  await openPreset(page, 'Ring of 8')
  const recipe = JSON.parse(await json(page).innerText()) as { schedule: Record<string, unknown> }
  recipe.schedule = { ...recipe.schedule, batchs: 32 }
  delete recipe.schedule.batch
  await typeRecipe(page, JSON.stringify(recipe, null, 2))
  const note = page.getByRole('alert').filter({ hasText: 'Did you mean “batch”?' }).first()
  await expect(note).toBeVisible()
  await note.getByRole('button', { name: 'Use batch' }).click()
  await expect(page.getByRole('textbox', { name: 'Batch' })).toHaveValue('32')
})

test('text that is not JSON names its place and keeps what was typed', async ({ page }) => {
  await openPreset(page, 'Ring of 8')
  await typeRecipe(page, '{\n  "name": "Half",\n  "loss" {}\n}')
  await expect(page.getByRole('alert').filter({ hasText: 'line 3' }).first()).toBeVisible()
  expect(await json(page).innerText()).toContain('"Half"')
  await expect(trainButton(page)).toBeDisabled()
  await page.reload()
  expect(await json(page).innerText()).toContain('"Half"')
})

test('form and JSON are one recipe, in both directions and with undo', async ({ page, client }) => {
  await openPreset(page, 'Linear Gaussian')
  await page.getByRole('textbox', { name: 'Steps' }).fill('60')
  expect(JSON.parse(await json(page).innerText())).toMatchObject({ schedule: { steps: 60 } })
  const recipe = JSON.parse(await json(page).innerText()) as Record<string, unknown>
  await typeRecipe(page, JSON.stringify({ ...recipe, seed: 77 }, null, 2))
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('77')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('1')
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('77')
  const id = await train(page)
  expect((await summaryOf(client, id)).recipe).toMatchObject({ seed: 77, schedule: { steps: 60 } })
})

test('a gradient penalty takes the place of clipping, and a run with it tells what it adds', async ({
  page,
  client,
}) => {
  await openPreset(page, 'Ring of 8')
  await page.getByText('Wasserstein', { exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Largest weight of D' })).toHaveValue('0.01')
  await page.getByRole('checkbox', { name: 'Gradient penalty' }).check()
  await expect(page.getByRole('textbox', { name: 'Largest weight of D' })).toBeHidden()
  await page.getByRole('textbox', { name: 'Weight' }).fill('5')
  await page.getByRole('checkbox', { name: 'Averaged generator' }).check()
  await page.getByRole('textbox', { name: 'Steps' }).fill('40')
  const id = await train(page)
  expect((await summaryOf(client, id)).recipe).toMatchObject({
    loss: { kind: 'wasserstein', clip: null },
    regularizers: [{ kind: 'gradientPenalty', weight: 5 }],
    stabilizers: [{ kind: 'averagedGenerator', decay: 0.999 }],
  })
  await expect.poll(async () => (await summaryOf(client, id)).latest['penalty.gradient'] ?? null).toBeGreaterThan(0)
})
