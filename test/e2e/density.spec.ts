import { expect, test } from './support/fixtures.ts'
import {
  openPreset,
  picture,
  pixels,
  slowDown,
  stepShown,
  summaryOf,
  timeline,
  train,
  waitForState,
} from './support/rooms.ts'

test('a Gaussian fitted by reverse KL and by likelihood: two runs side by side, each with its exact divergences', async ({
  page,
  client,
}) => {
  const ids: string[] = []
  for (const divergence of ['reverseKl', 'likelihood']) {
    await openPreset(page, 'One Gaussian on two modes')
    await expect(page.getByRole('heading', { name: /^Discriminator/ })).toBeHidden()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`By ${divergence}`)
    await page.getByRole('combobox', { name: 'Divergence' }).selectOption(divergence)
    await page.getByRole('textbox', { name: 'Steps' }).fill('400')
    const id = await train(page)
    await waitForState(client, id, 'finished')
    const label = /^Real and drawn points over the density of the model at step/
    await expect(page.getByRole('img', { name: label })).toBeVisible()
    await expect(page.getByText('Density of the model')).toBeVisible()
    await expect(page.getByRole('img', { name: /^KL divergences/ })).toBeVisible()
    await expect(page.getByText('D says')).toBeHidden()
    ids.push(id)
  }
  await page.evaluate((chosen) => (location.hash = `#/compare?runs=${chosen}`), ids.join(','))
  const cells = page.getByRole('region', { name: 'Generators at the same step' }).getByRole('article')
  await expect(cells).toHaveCount(2)
  const differs = page.getByRole('table').filter({ hasText: 'Setting' })
  await expect(differs.getByRole('row').filter({ hasText: 'objective' })).toContainText('likelihood')
})

test('a GAN on a line pauses, steps and is replayed; its picture is of densities and of D, and is exported', async ({
  page,
  client,
}) => {
  await openPreset(page, 'A line of Gaussians')
  await page.getByRole('textbox', { name: 'sd of Gaussian 1' }).fill('0')
  await expect(page.getByRole('alert').filter({ hasText: 'greater than 0' }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Train/ })).toBeDisabled()
  await page.getByRole('textbox', { name: 'sd of Gaussian 1' }).fill('0.4')
  const id = await train(page)
  await slowDown(client, id, 100)
  await expect.poll(() => stepShown(page)).toBeGreaterThan(0)
  await expect(page.getByRole('img', { name: /numbers on a line, and what D says at step/ })).toBeVisible()
  await expect(page.getByText('density of the data')).toBeVisible()
  await page.getByRole('button', { name: /^Pause/ }).click()
  await waitForState(client, id, 'paused')
  const { step } = await summaryOf(client, id)
  await page.getByRole('button', { name: 'One step', exact: true }).click()
  await expect.poll(async () => (await summaryOf(client, id)).step).toBe(step + 1)
  const late = await pixels(picture(page))
  await timeline(page).focus()
  await page.keyboard.press('Home')
  await expect.poll(() => stepShown(page)).toBe(0)
  await expect.poll(() => pixels(picture(page))).not.toBe(late)
  await page.getByRole('button', { name: 'Stop' }).click()
  await waitForState(client, id, 'stopped')
  const file = await client.call('runs.export', { id, request: { what: 'figure', figure: 'picture', format: 'svg' } })
  expect(new TextDecoder().decode(file.bytes)).toContain('density of the data')
})

test('other data takes networks along that fit it, and undo brings both back', async ({ page }) => {
  await openPreset(page, 'Ring of 8')
  const kind = page.getByRole('region', { name: 'Data', exact: true }).getByRole('combobox', { name: 'Kind' })
  const json = page.getByRole('textbox', { name: 'Recipe as JSON' })
  const before = await json.innerText()
  await kind.selectOption('digits')
  await kind.selectOption('drawn')
  await expect(page.getByText('Press and drag to draw')).toBeVisible()
  expect((JSON.parse(await json.innerText()) as { generator: { dense: number }[] }).generator.at(-1)?.dense).toBe(2)
  await page.keyboard.press('ControlOrMeta+z')
  await page.keyboard.press('ControlOrMeta+z')
  expect(await json.innerText()).toBe(before)
  for (const [chosen, outputs] of [
    ['line', 1],
    ['digits', 784],
  ] as const) {
    await kind.selectOption(chosen)
    await expect(page.getByRole('button', { name: /^Train/ })).toBeEnabled()
    const { data, generator } = JSON.parse(await json.innerText()) as {
      data: { kind: string }
      generator: { dense: number }[]
    }
    expect([data.kind, generator.at(-1)?.dense]).toEqual([chosen, outputs])
    await page.keyboard.press('ControlOrMeta+z')
    expect(await json.innerText()).toBe(before)
  }
})
