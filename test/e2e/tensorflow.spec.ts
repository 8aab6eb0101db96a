import { skipped, testedBackends } from '../engine/agreement/backends.ts'
import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { openPreset, picture, summaryOf, train, waitForState } from './support/rooms.ts'
import { storedBits } from './support/series.ts'

// Where TensorFlow is not set up, unless GANBENCH_REQUIRE says that it has to be: see test/engine/agreement/backends.ts.
const missing = !testedBackends.includes('tensorflow')
if (missing) process.stderr.write(`${skipped.find((line) => line.includes('tensorflow'))}\n`)
test.skip(missing, 'TensorFlow is not set up')

// In the browser's journeys the engine is a child process of `serve`; in the desktop's, a utility process.
test('native TensorFlow is chosen in the recipe and trains in an engine process of this shell', async ({
  page,
  client,
}) => {
  await openPreset(page, 'Linear Gaussian')
  await page.getByRole('textbox', { name: 'Steps' }).fill('120')
  await page.getByRole('combobox', { name: 'Engine' }).selectOption({ label: 'TensorFlow' })
  const id = await train(page)
  await waitForState(client, id, 'finished')
  const { backend, step, latest } = await summaryOf(client, id)
  expect(backend).toMatchObject({ id: 'tensorflow', threads: 1 })
  expect(backend?.version).toMatch(/^4\.22\.0, TensorFlow \d+\.\d+\.\d+$/)
  expect(step).toBe(120)
  expect(Object.values(latest).filter((value) => !Number.isFinite(value))).toEqual([])
  await expect(picture(page)).toBeVisible()
})

test('its first step is that of WebAssembly, and its own to the bit when repeated', async ({ client }) => {
  const recipe = presetRecipe('linear-gaussian', 60)
  const runs = []
  for (const engine of ['tensorflow', 'tensorflow', 'wasm'] as const) {
    const { id } = await client.call('runs.create', { recipe, engine })
    await waitForState(client, id, 'finished')
    runs.push(id)
  }
  const [first, again, wasm] = runs as [string, string, string]
  expect(await storedBits(client, again)).toEqual(await storedBits(client, first))
  const firstLoss = async (id: string) => {
    const [series] = await client.call('runs.series', { id, names: ['loss.discriminator'], maxPoints: 100 })
    return series!.values[0]!
  }
  // Later ones part by rounding: test/engine/agreement compares engines thoroughly.
  const [one, other] = [await firstLoss(first), await firstLoss(wasm)]
  expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-5 * Math.abs(other))
})
