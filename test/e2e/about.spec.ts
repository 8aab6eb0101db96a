import { expect, test } from './support/fixtures.ts'

test('what the product contains, and under which licences, is found from the palette', async ({ page }) => {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('licences')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle('About and licences · GAN Workbench')
  await expect(page.getByRole('heading', { name: /^GAN Workbench \d/ })).toBeVisible()

  const list = page.getByRole('listbox', { name: 'What it contains' })
  await expect(list.getByRole('option', { name: /^better-sqlite3/ })).toContainText('MIT')
  await list.getByRole('option', { name: /^better-sqlite3/ }).click()
  await expect(page.getByRole('article', { name: 'Licence of better-sqlite3' })).toContainText('Joshua Wise')
  await expect(page.getByRole('article')).toContainText('SQLite, which is in the public domain')

  await page.keyboard.press('/')
  await page.keyboard.type('apache tfjs-core')
  await expect(list.getByRole('option')).toHaveCount(1)
  await expect(page.getByRole('article', { name: 'Licence of @tensorflow/tfjs-core' })).toContainText('Version 2.0')

  await page.keyboard.type(' nothing such')
  await page.getByRole('button', { name: /^Show all/ }).click()
  expect(await list.getByRole('option').count()).toBeGreaterThan(30)
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await expect(list.getByRole('option', { selected: true })).toHaveCount(1)
})
