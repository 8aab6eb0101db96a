import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { picture, stepShown, waitForState } from './support/rooms.ts'
import { startWorkbench } from './support/workbench.ts'

// A socket that can't be opened is an error in the console, whatever the page does about it.
test.use({ expectedErrors: [[/WebSocket|Failed to load resource|ERR_CONNECTION/], { scope: 'test' }] })

test('nobody gets in without the token, and the cookie opens no other door', async ({ workbench, request }) => {
  const { origin } = new URL(workbench.address)
  const answer = await request.get(`${origin}/`)
  expect(answer.status()).toBe(403)
  expect(await answer.text()).not.toContain('<script')
  const allowed = await request.get(workbench.address)
  expect(allowed.status()).toBe(200)
  expect(allowed.headers()['content-security-policy']).toContain("default-src 'none'")
  expect((await request.get(workbench.address, { headers: { host: 'evil.example' } })).status()).toBe(403)
})

test('the page says when its workbench is gone and goes on when it is back', async ({
  page,
  client,
  workbench,
  home,
}) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('ring', 60) })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
  await expect(picture(page)).toBeVisible()
  const port = Number(new URL(workbench.address).port)
  await workbench.stop()
  await expect(page.getByText('Reconnecting…')).toBeVisible()
  // The new one has a token of its own, so the person opens the address it prints.
  const next = await startWorkbench({ home, port })
  try {
    await page.goto(`${next.address}#/runs/${id}`)
    await expect(page.getByText('Reconnecting…')).toHaveCount(0)
    await expect.poll(() => stepShown(page)).toBe(60)
  } finally {
    await next.stop()
  }
})
