import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { waitForState } from './support/rooms.ts'

test.beforeEach(async ({ page, client }) => {
  for (const name of ['First', 'Second', 'Third']) {
    const { id } = await client.call('runs.create', { recipe: { ...presetRecipe('linear-gaussian', 40), name } })
    await waitForState(client, id, 'finished')
  }
  await page.getByRole('link', { name: /^Runs/ }).click()
  await expect(page.getByRole('link', { name: 'Third' })).toBeVisible()
})

test('a run moved to the trash comes back with Undo, and later from the trash', async ({ page, client }) => {
  await page.getByRole('checkbox', { name: 'Select Second' }).click()
  await page.getByRole('button', { name: /^Move to trash/ }).click()
  await expect(page.getByRole('link', { name: 'Second' })).toHaveCount(0)
  await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click()
  await expect(page.getByRole('link', { name: 'Second' })).toBeVisible()

  await page.getByRole('checkbox', { name: 'Select First' }).click()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('link', { name: 'First' })).toHaveCount(0)
  await page.getByRole('button', { name: /^Trash/ }).click()
  await page.getByRole('row').filter({ hasText: 'First' }).getByRole('button', { name: 'Restore' }).click()
  await page.getByRole('button', { name: /^All/ }).click()
  await expect(page.getByRole('link', { name: 'First' })).toBeVisible()
  expect(await client.call('runs.list', {})).toHaveLength(3)
})

test('deleting for good asks, and then the run is gone', async ({ page, client }) => {
  await page.getByRole('checkbox', { name: 'Select Third' }).click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: /^Trash/ }).click()
  await page.getByRole('row').filter({ hasText: 'Third' }).getByRole('button', { name: 'Delete for good' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click()
  await expect(page.getByText('The trash is empty')).toBeVisible()
  expect(await client.call('runs.list', { trashed: true })).toEqual([])
  expect((await client.call('runs.list', {})).map(({ name }) => name).sort()).toEqual(['First', 'Second'])
})

test('names and stars change in place and are kept', async ({ page, client }) => {
  await page.getByRole('row').filter({ hasText: 'First' }).getByRole('gridcell').nth(5).dblclick()
  await page.getByRole('textbox', { name: 'New name of First' }).fill('A better name')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'A better name' })).toBeVisible()
  await page.getByRole('button', { name: 'Star Second' }).click()
  await expect(page.getByRole('button', { name: 'Star Second' })).toHaveAttribute('aria-pressed', 'true')
  const kept = await client.call('runs.list', {})
  expect(kept.find(({ starred }) => starred)?.name).toBe('Second')
  expect(kept.map(({ name }) => name)).toContain('A better name')
})

test('the list is worked with the keyboard alone', async ({ page, client }) => {
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('2 selected')).toHaveCount(0)
  await page.keyboard.press('/')
  await page.keyboard.type('third')
  await expect(page.getByRole('link', { name: 'First' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Third' })).toBeVisible()
  // Once for the words, once for the box.
  await page.keyboard.press('Escape')
  await expect(page.getByRole('link', { name: 'First' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { name: 'Start', exact: true })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await client.call('runs.list', {})).toHaveLength(3)
})
