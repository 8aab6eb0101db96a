import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { picture, pixels, stepShown, summaryOf, timeline, waitForState, waitForStep } from './support/rooms.ts'

test('a loss that is not a number any more ends the run as diverged, with the step named and its history kept', async ({
  page,
  client,
  workbench,
}) => {
  const recipe = presetRecipe('ring', 2_000)
  const optimizers = {
    generator: { kind: 'sgd', learningRate: 100 },
    discriminator: { kind: 'sgd', learningRate: 100 },
  }
  const { id } = await client.call('runs.create', { recipe: { ...recipe, optimizers, loss: { kind: 'leastSquares' } } })
  await waitForState(client, id, 'diverged')
  const { step } = await summaryOf(client, id)
  expect(step).toBeGreaterThan(0)
  await page.goto(`${workbench.address}#/runs/${id}`)
  await expect(page.getByText(/^Diverged at step/)).toBeVisible()
  await expect(page.getByText(new RegExp(`since step ${step}\\b`))).toBeVisible()
  const [loss] = await client.call('runs.series', { id, names: ['loss.discriminator'] })
  expect(loss!.steps.at(-1)).toBe(step)
  await page.getByRole('button', { name: 'Change the recipe' }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Ring of 8')
})

test('digits train from MNIST and are shown as images', async ({ page, client, workbench }) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('digits', 12) })
  await page.goto(`${workbench.address}#/runs/${id}`)
  await waitForState(client, id, 'finished')
  await expect(picture(page)).toHaveAccessibleName(/^Real and generated images at step/)
  await timeline(page).focus()
  await page.keyboard.press('End')
  await expect.poll(() => stepShown(page)).toBe(12)
  const last = await pixels(picture(page))
  await page.keyboard.press('Home')
  await expect.poll(() => stepShown(page)).toBe(0)
  await expect(picture(page)).toHaveAccessibleName(/at step 0$/)
  await expect.poll(() => pixels(picture(page))).not.toBe(last)
})

test('a finished run trains longer from where it is', async ({ page, client, workbench }) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 100) })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
  await page.getByRole('button', { name: 'Train longer' }).click()
  await page.getByRole('spinbutton', { name: 'More steps' }).fill('150')
  await page.keyboard.press('Enter')
  await waitForStep(client, id, 250)
  await waitForState(client, id, 'finished')
  const [series] = await client.call('runs.series', { id, names: ['loss.generator'], maxPoints: 20_000 })
  expect([...series!.steps]).toEqual(Array.from({ length: 250 }, (_, index) => index + 1))
})
