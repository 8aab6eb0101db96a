import { objectiveOf } from '../../src/contract/recipe/facts.ts'
import { expect, test } from './support/fixtures.ts'
import { parseCsv } from './support/csv.ts'
import { waitForState } from './support/rooms.ts'

test('two losses trained from one seed are compared under one scrubber', async ({ page, client, kept }) => {
  await page.getByRole('link', { name: 'Compare', exact: true }).click()
  const form = page.getByRole('form', { name: 'Compare losses' })
  await form.getByRole('button', { name: 'Ring of 8' }).click()
  for (const box of await form.getByRole('checkbox').all()) await box.uncheck()
  await form.getByRole('checkbox', { name: /^Non-saturating/ }).check()
  await form.getByRole('checkbox', { name: /^Hinge/ }).check()
  await form.getByRole('spinbutton', { name: 'Steps' }).fill('150')
  await form.getByRole('button', { name: 'Train 2 runs and compare' }).click()
  await page.waitForURL(/#\/compare\?runs=/)

  const runs = await client.call('runs.list', {})
  expect(runs.map(({ recipe }) => objectiveOf(recipe)).sort()).toEqual(['hinge', 'nonSaturating'])
  for (const { id } of runs) await waitForState(client, id, 'finished')

  const cells = page.getByRole('region', { name: 'Generators at the same step' }).getByRole('article')
  await expect(cells).toHaveCount(2)
  const slider = page.getByRole('slider', { name: 'Step of all pictures' })
  await slider.focus()
  await page.keyboard.press('Home')
  for (const cell of await cells.all()) await expect(cell.getByRole('img')).toHaveAccessibleName(/at step 0$/)
  await page.keyboard.press('End')
  for (const cell of await cells.all()) await expect(cell.getByRole('img')).toHaveAccessibleName(/at step 150$/)

  // One seed: both begin with the same generator and the same latents.
  const [a, b] = await Promise.all(runs.map(({ id }) => client.call('runs.frame', { id, step: 0 })))
  expect(a!.samples.length).toBeGreaterThan(0)
  expect(a!.samples).toEqual(b!.samples)
  const differs = page.getByRole('table').filter({ hasText: 'Setting' })
  await expect(differs.getByRole('row').filter({ hasText: 'loss' }).first()).toContainText(/hinge/i)

  await page.getByRole('button', { name: 'Export' }).click()
  const table = await kept(() => page.getByRole('menuitem', { name: /^Table at this step/ }).click())
  expect(parseCsv(table.toString('utf8')).rows).toHaveLength(2)
})

test('runs chosen in the list are compared, and one can be taken out', async ({ page, client }) => {
  for (const title of ['Ring of 8', 'Linear Gaussian', 'Ring of 8']) {
    await page.getByRole('link', { name: 'Start' }).click()
    await page.getByRole('button', { name: `Train ${title}` }).click()
    await page.waitForURL(/#\/runs\/.+/)
  }
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /^Runs/ }).click()
  await page.getByRole('checkbox', { name: 'Select all runs shown' }).click()
  await page
    .getByRole('toolbar', { name: 'Chosen runs' })
    .getByRole('button', { name: /^Compare/ })
    .click()
  const cells = page.getByRole('region', { name: 'Generators at the same step' }).getByRole('article')
  await expect(cells).toHaveCount(3)
  await cells.first().hover()
  await cells
    .first()
    .getByRole('button', { name: /out of the comparison$/ })
    .click()
  await expect(cells).toHaveCount(2)
  expect(await client.call('runs.list', {})).toHaveLength(3)
})
