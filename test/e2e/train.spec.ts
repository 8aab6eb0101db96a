import type { WorkbenchClient } from '../../src/contract/api.ts'
import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import {
  openLongRun,
  picture,
  pixels,
  slowDown,
  stepShown,
  summaryOf,
  timeline,
  train,
  waitForState,
  waitForStep,
} from './support/rooms.ts'

async function storedSteps(client: WorkbenchClient, id: string): Promise<number[]> {
  const [series] = await client.call('runs.series', { id, names: ['loss.discriminator'], maxPoints: 20_000 })
  return [...(series?.steps ?? [])]
}

test('S9 trains from the gallery at 100 steps a second, and its points move', async ({ page, client }) => {
  await openLongRun(page)
  const id = await train(page)
  await slowDown(client, id, 20)
  await page.getByRole('button', { name: '100 / s' }).click()
  await expect.poll(async () => (await client.call('runs.get', { id })).summary.pace).toBe(100)
  const rate = async () => {
    const [began, { step }] = [Date.now(), await summaryOf(client, id)]
    await page.waitForTimeout(2_000)
    return ((await summaryOf(client, id)).step - step) / ((Date.now() - began) / 1_000)
  }
  // Again where something else has kept the machine busy meanwhile.
  await expect.poll(rate).toBeGreaterThan(60)
  expect(await rate()).toBeLessThan(140)

  await expect(picture(page)).toBeVisible()
  await expect.poll(() => stepShown(page)).toBeGreaterThan(0)
  const before = await pixels(picture(page))
  const step = await stepShown(page)
  await expect.poll(() => stepShown(page)).toBeGreaterThan(step)
  await expect.poll(() => pixels(picture(page))).not.toBe(before)
})

test('the timeline goes back to frame 0 while training goes on, and to live again', async ({ page, client }) => {
  await openLongRun(page)
  const id = await train(page)
  await slowDown(client, id)
  await waitForStep(client, id, 150)
  await timeline(page).focus()
  await page.keyboard.press('Home')
  await expect(picture(page)).toHaveAccessibleName(/at step 0$/)
  const first = await pixels(picture(page))
  await waitForStep(client, id, 300)
  await expect(picture(page)).toHaveAccessibleName(/at step 0$/)
  expect(await pixels(picture(page))).toBe(first)

  await page.getByRole('button', { name: 'Back to live' }).click()
  await expect.poll(() => stepShown(page)).toBeGreaterThan(150)
  await expect.poll(() => pixels(picture(page))).not.toBe(first)
})

test('a reload while it trains misses nothing', async ({ page, client, workbench }) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 2250), pace: 40 })
  await page.goto(`${workbench.address}#/runs/${id}`)
  await waitForStep(client, id, 60)
  await page.reload()
  await expect(picture(page)).toBeVisible()
  await waitForStep(client, id, 120)
  await page.getByRole('button', { name: 'Full', exact: true }).click()
  await waitForState(client, id, 'finished')
  await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuenow', '2250')
  expect(await storedSteps(client, id)).toEqual(Array.from({ length: 2250 }, (_, index) => index + 1))

  // Every frame the store has can be reached in the page that was reloaded.
  const { frames } = await client.call('runs.get', { id })
  await timeline(page).focus()
  await page.keyboard.press('End')
  await expect.poll(() => stepShown(page)).toBe(frames.at(-1))
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => stepShown(page)).toBe(frames.at(-2))
  await page.keyboard.press('Home')
  await expect.poll(() => stepShown(page)).toBe(0)
})

test('pause, one step, go on and stop do what they say', async ({ page, client }) => {
  await openLongRun(page)
  const id = await train(page)
  await slowDown(client, id)
  await waitForStep(client, id, 20)
  // A button that has the focus answers Space itself.
  await picture(page).click()
  await page.keyboard.press('Space')
  await waitForState(client, id, 'paused')
  await expect(page.getByRole('button', { name: /^Go on/ })).toBeVisible()
  const { step } = (await client.call('runs.get', { id })).summary
  await page.keyboard.press('.')
  await waitForStep(client, id, step + 1)
  await page.waitForTimeout(400)
  expect((await client.call('runs.get', { id })).summary.step).toBe(step + 1)
  await page.getByRole('button', { name: /^Go on/ }).click()
  await waitForStep(client, id, step + 20)
  await page.keyboard.press('Shift+S')
  await waitForState(client, id, 'stopped')
  await expect(page.getByText(/^Stopped by you at step/)).toBeVisible()
})
