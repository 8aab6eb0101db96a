import { expect, test } from './support/fixtures.ts'
import { openPreset } from './support/rooms.ts'

test('layers of every kind: chosen and filled in, with the shapes they make and fixes where they don’t fit', async ({
  page,
}) => {
  await openPreset(page, 'DCGAN, 28 × 28')
  const json = page.getByRole('textbox', { name: 'Recipe as JSON' })
  const train = page.getByRole('button', { name: /^Train/ })
  const layer = (name: string) => page.getByRole('group', { name })

  await expect(layer('Convᵀ layer 4 of G')).toContainText('14 × 14 × 64')
  await page.getByLabel('Channels of layer 4 of G').fill('32')
  await expect(layer('Batch norm layer 5 of G')).toContainText('14 × 14 × 32')
  await page.getByLabel('Stride of layer 4 of G').fill('1')
  await expect(page.getByRole('alert').filter({ hasText: 'the data has 784 numbers an example' })).toBeVisible()
  await expect(train).toBeDisabled()
  await page.getByLabel('Stride of layer 4 of G').fill('2')
  await expect(train).toBeEnabled()

  await layer('Flatten layer 5 of D').hover()
  await page.getByRole('button', { name: 'Remove layer 5 of D' }).click()
  const note = page.getByRole('alert').filter({ hasText: 'it is fed 7 × 7 × 128' })
  await note.getByRole('button', { name: 'Flatten before' }).click()
  await expect(train).toBeEnabled()

  await page.getByRole('button', { name: 'Add a layer to D' }).click()
  await page.getByLabel('Kind of layer 6 of D').selectOption('Dropout')
  await page.getByLabel('Rate of layer 6 of D').fill('0.4')
  await expect(json).toContainText('{ "dropout": 0.4 }')
  await expect(train).toBeEnabled()

  await page.getByLabel('Shape of layer 1 of D').fill('14x14x2')
  await expect(json).toContainText('"reshape": [14, 14, 2]')
  await expect(page.getByRole('alert').filter({ hasText: '14 × 14 × 2 are 392 numbers' })).toBeVisible()
})
