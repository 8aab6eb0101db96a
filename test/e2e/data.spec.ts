import type { Page } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCsv } from './support/csv.ts'
import { expect, test } from './support/fixtures.ts'
import { openPreset, picture, summaryOf, train, waitForState } from './support/rooms.ts'

const dataPanel = (page: Page) => page.getByRole('region', { name: 'Data', exact: true })

/** A table with decimal commas: heights around 170, weights that go with them. */
const rows = Array.from({ length: 900 }, (_, i) => {
  const height = 170 + 9 * Math.sin(i * 1.7) + 4 * Math.cos(i * 0.37)
  const weight = 70 + 0.8 * (height - 170) + 5 * Math.sin(i * 2.9)
  return `${height.toFixed(2)};${weight.toFixed(1)};person ${i}`.replaceAll('.', ',')
})
const table = `\ufeffheight in cm;weight in kg;name\r\n${rows.join('\r\n')}\r\n`

const asFile = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

async function importTable(page: Page, name: string, text: string): Promise<void> {
  await page.locator('input[data-import=table]').first().setInputFiles(asFile(name, text))
}

test('a table is imported, trained on, and its samples come back in its own columns and units', async ({
  page,
  client,
  kept,
}) => {
  await openPreset(page, 'Ring of 8')
  await dataPanel(page).getByLabel('Kind', { exact: true }).selectOption('table')
  await expect(dataPanel(page)).toContainText('A table of numbers as text')
  await importTable(page, 'people.csv', table)
  await expect(dataPanel(page)).toContainText('Read with semicolons between columns and decimal commas')
  await expect(dataPanel(page)).toContainText('Left out, because it holds text: “name”.')
  await expect(dataPanel(page).getByRole('checkbox', { name: 'height in cm' })).toBeChecked()
  await dataPanel(page).getByRole('textbox', { name: 'Rows' }).fill('700')
  await expect(dataPanel(page)).toContainText('the others are held out')
  await page.getByRole('textbox', { name: 'Steps' }).fill('300')
  const id = await train(page)
  await waitForState(client, id, 'finished')
  await expect(picture(page)).toBeVisible()
  const { recipe } = await summaryOf(client, id)
  expect(recipe.data).toMatchObject({ kind: 'table', name: 'people.csv', columns: ['height in cm', 'weight in kg'] })
  await page.getByRole('button', { name: 'Export' }).click()
  const csv = parseCsv((await kept(() => page.getByRole('menuitem', { name: /^Fresh rows/ }).click())).toString('utf8'))
  expect([csv.header, csv.rows.length]).toEqual([['height in cm', 'weight in kg'], 100])
  const mean = (name: string) => csv.column(name).reduce<number>((sum, value) => sum + (value ?? NaN) / 100, 0)
  expect(Math.abs(mean('height in cm') - 170)).toBeLessThan(15)
  expect(Math.abs(mean('weight in kg') - 70)).toBeLessThan(15)
  await expect(page.getByRole('heading', { name: /^Mean and covariance/ })).toBeVisible()
})

test('a mistake is named with its line and column, and the button beside it does without', async ({ page, client }) => {
  await openPreset(page, 'Ring of 8')
  await dataPanel(page).getByLabel('Kind', { exact: true }).selectOption('table')
  await importTable(page, 'gaps.csv', `a,b,c\n${'1,2,3\n4,5,7\n'.repeat(200)}1,2,?\n`)
  const note = dataPanel(page).getByRole('alert')
  await expect(note).toContainText('gaps.csv can’t be used')
  await expect(note).toContainText('gaps.csv, line 402, column “c”: “?” stands for no number')
  expect(await client.call('data.list', {})).toEqual([])
  await note.getByRole('button', { name: 'Leave “c” out' }).click()
  await expect(dataPanel(page).getByRole('checkbox', { name: 'a', exact: true })).toBeChecked()
  await expect(dataPanel(page).getByRole('checkbox')).toHaveCount(2)
  await expect(page.getByRole('button', { name: /^Train/ })).toBeEnabled()
  await dataPanel(page).getByRole('checkbox', { name: 'a', exact: true }).uncheck()
  await expect(dataPanel(page).getByRole('alert').first()).toContainText('Needs at least 2 entries')
})

test('a table dropped on the window begins a recipe whose networks fit it', async ({ page, client }) => {
  const text = `p,q,r,s,t\n${Array.from({ length: 300 }, (_, i) => [1, 2, 3, 4, 5].map((k) => Math.sin(i * k)).join(',')).join('\n')}`
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([content], 'wide.csv', { type: 'text/csv' }))
    return transfer
  }, text)
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('wide')
  await expect(dataPanel(page).getByRole('checkbox')).toHaveCount(5)
  await page.getByRole('textbox', { name: 'Steps' }).fill('60')
  const id = await train(page)
  await waitForState(client, id, 'finished')
  await expect(page.getByText('the two directions in which the 5 columns vary most')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Field' })).toBeHidden()
  expect((await summaryOf(client, id)).recipe).toMatchObject({ data: { kind: 'table' }, latent: { size: 5 } })
})

test('data is kept over a reload, and deleted only where no run names it', async ({ page, client }) => {
  await openPreset(page, 'Ring of 8')
  await dataPanel(page).getByLabel('Kind', { exact: true }).selectOption('table')
  await importTable(page, 'used.csv', 'a,b\n1,2\n3,4\n5,7\n')
  await expect(dataPanel(page)).toContainText('Read used.csv')
  await page.getByRole('textbox', { name: 'Steps' }).fill('5')
  const id = await train(page)
  await waitForState(client, id, 'finished')
  await page.getByRole('link', { name: 'Recipe', exact: true }).click()
  await importTable(page, 'spare.csv', 'a,b\n1,2\n3,4\n5,8\n')
  await expect(dataPanel(page)).toContainText('Read spare.csv')
  await page.reload()
  await expect(dataPanel(page).getByRole('combobox', { name: 'Data' })).toContainText('spare.csv (3 rows)')
  await dataPanel(page)
    .getByText(/^Kept data: 2/)
    .click()
  const kept = dataPanel(page).getByRole('group').getByRole('listitem')
  await expect(kept.filter({ hasText: 'used.csv' })).toContainText('1 run')
  await kept.filter({ hasText: 'spare.csv' }).getByRole('button', { name: 'Delete spare.csv' }).click()
  await dataPanel(page).getByRole('button', { name: 'Delete for good' }).click()
  await expect(kept).toHaveCount(1)
  await expect(dataPanel(page).getByRole('alert').first()).toContainText('“spare.csv” is not kept here')
  await expect(page.getByRole('button', { name: /^Train/ })).toBeDisabled()
  expect((await client.call('data.list', {})).map(({ name }) => name)).toEqual(['used.csv'])
})

test('a folder of images is imported, and one of another size is named', async ({ page, client, home }) => {
  const folder = join(home, 'faces')
  mkdirSync(folder)
  const draw = (width: number, shade: number) =>
    page.evaluate(
      async ([across, grey]) => {
        const canvas = new OffscreenCanvas(across!, 6)
        const context = canvas.getContext('2d')!
        context.fillStyle = `rgb(${grey}, ${grey}, ${grey})`
        context.fillRect(0, 0, across!, 6)
        return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())]
      },
      [width, shade],
    )
  for (let index = 0; index < 6; index++) {
    writeFileSync(join(folder, `${index}.png`), Uint8Array.from(await draw(6, 40 * index)))
  }
  await openPreset(page, 'Digits, 28 × 28')
  await dataPanel(page).getByLabel('Kind', { exact: true }).selectOption('images')
  await page.locator('input[data-import=folder]').setInputFiles(folder)
  await expect(dataPanel(page)).toContainText('Read faces')
  await expect(dataPanel(page).getByRole('textbox', { name: 'Images' })).toHaveValue('6')
  const [dataSet] = await client.call('data.list', {})
  expect(dataSet).toMatchObject({ name: 'faces', count: 6, shape: { kind: 'images', width: 6, height: 6 } })
  writeFileSync(join(folder, '9.png'), Uint8Array.from(await draw(9, 100)))
  await page.locator('input[data-import=folder]').setInputFiles(folder)
  await expect(dataPanel(page).getByRole('alert')).toContainText('9.png is 9 × 6 pixels; those before it are 6 × 6')
  expect(await client.call('data.list', {})).toHaveLength(1)
})
