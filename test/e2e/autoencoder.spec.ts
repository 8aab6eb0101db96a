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

test('a GAN’s recipe becomes a VAE’s and back with undo; a code that does not fit is mended at its place', async ({
  page,
  client,
}) => {
  await openPreset(page, 'Digits, 28 × 28')
  const model = page.getByRole('combobox', { name: 'Model', exact: true })
  const json = page.getByRole('textbox', { name: 'Recipe as JSON' })
  const before = await json.innerText()
  await expect(page.getByRole('heading', { name: /^Discriminator/ })).toBeVisible()

  await model.selectOption('VAE')
  await expect(page.getByText('A recipe for a VAE now')).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Encoder/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Discriminator/ })).toBeHidden()
  await expect(page.getByText('64 means μ and 64 log σ²')).toBeVisible()
  expect(JSON.parse(await json.innerText())).toMatchObject({ family: 'vae', latent: { size: 64 }, klWeight: 1 })
  await page.keyboard.press('ControlOrMeta+z')
  await expect(model).toHaveValue('gan')
  expect(await json.innerText()).toBe(before)
  await page.keyboard.press('ControlOrMeta+Shift+z')

  await page.getByRole('textbox', { name: 'Code width' }).fill('2')
  const note = page.getByRole('alert').filter({ hasText: 'each with a mean and a log-variance, 4 in all' }).first()
  await note.getByRole('button', { name: 'Set to 4' }).click()
  await page.getByRole('textbox', { name: 'Weight β of the KL term' }).fill('-1')
  await expect(page.getByRole('alert').filter({ hasText: 'at least 0' }).first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Weight β of the KL term' }).fill('0.5')
  await page.getByRole('textbox', { name: 'Images', exact: true }).fill('500')
  await page.getByRole('textbox', { name: 'Steps' }).fill('30')
  const id = await train(page)
  await waitForState(client, id, 'finished')
  expect((await summaryOf(client, id)).recipe).toMatchObject({ family: 'vae', klWeight: 0.5, latent: { size: 2 } })
})

test('a VAE trains, pauses, goes on and is replayed; its picture shows samples, reconstructions and codes', async ({
  page,
  client,
}) => {
  await openPreset(page, 'VAE, digits in the plane')
  await page.getByRole('textbox', { name: 'Images', exact: true }).fill('600')
  await page.getByRole('textbox', { name: 'Steps' }).fill('4000')
  const id = await train(page)
  await slowDown(client, id, 60)
  await expect.poll(() => stepShown(page)).toBeGreaterThan(0)
  const shows = page.getByRole('group', { name: 'What the picture shows' })
  const views: string[] = []
  for (const [name, label] of [
    ['Samples', /^Real and decoded images at step/],
    ['Reconstructions', /^Real images and what comes back of them at step/],
    ['Codes', /^Codes of the data in their plane at step/],
  ] as const) {
    await shows.getByRole('button', { name }).click()
    await expect(page.getByRole('img', { name: label })).toBeVisible()
    views.push(await pixels(picture(page)))
  }
  expect(new Set(views).size).toBe(3)
  await expect(page.getByText('D says')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Decoded' })).toBeHidden()

  await page.getByRole('button', { name: /^Pause/ }).click()
  await waitForState(client, id, 'paused')
  const { step } = await summaryOf(client, id)
  await page.getByRole('button', { name: 'One step', exact: true }).click()
  await expect.poll(async () => (await summaryOf(client, id)).step).toBe(step + 1)
  await expect(page.getByRole('list', { name: 'What the numbers say' }).getByText(/The KL term is/)).toBeVisible()
  await timeline(page).focus()
  await page.keyboard.press('Home')
  await expect.poll(() => stepShown(page)).toBe(0)
  await page.getByRole('button', { name: 'Stop' }).click()
  await waitForState(client, id, 'stopped')
  const exported = async (figure: 'picture' | 'reconstructions' | 'codes') => {
    const file = await client.call('runs.export', { id, request: { what: 'figure', figure, format: 'svg' } })
    return new TextDecoder().decode(file.bytes)
  }
  expect(await exported('codes')).toContain('random codes lie mostly within the dashed line')
  expect(await exported('picture')).toContain('made by the decoder from the run’s fixed random codes')
  await page.getByRole('link', { name: 'Runs' }).first().click()
  const row = page.getByRole('row', { name: /VAE, digits in the plane/ })
  await expect(row.getByRole('img', { name: 'Reconstruction error' })).toBeVisible()
})
