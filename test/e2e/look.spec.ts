import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { picture, pixels, waitForState } from './support/rooms.ts'

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('every room fits 1024 × 640 without scrolling sideways', async ({ page, client }) => {
  const made = []
  for (const loss of ['nonSaturating', 'minimax']) {
    const { id } = await client.call('runs.create', { recipe: { ...presetRecipe('ring', 40), loss: { kind: loss } } })
    await waitForState(client, id, 'finished')
    made.push(id)
  }
  await page.setViewportSize({ width: 1024, height: 640 })
  for (const room of ['start', 'recipe', 'runs', 'engines', `runs/${made[0]}`, `compare?runs=${made.join(',')}`]) {
    await page.evaluate((hash) => (location.hash = hash), `#/${room}`)
    await expect(page.locator('main')).not.toBeEmpty()
    await page.waitForTimeout(300)
    expect(await overflow(page), room).toBe(0)
  }
})

test('the dark theme repaints page and picture', async ({ page, client, workbench }) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('ring', 40) })
  await waitForState(client, id, 'finished')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(`${workbench.address}#/runs/${id}`)
  await expect(picture(page)).toBeVisible()
  await page.waitForTimeout(300)
  const light = await pixels(picture(page))
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const lightBackground = await background()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(background).not.toBe(lightBackground)
  await expect.poll(() => pixels(picture(page))).not.toBe(light)
})
