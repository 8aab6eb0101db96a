import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { picture, pixels, stepShown, timeline, waitForState } from './support/rooms.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A copy of the built product without the engine's files. */
function productWithoutEngine(): string {
  const folder = mkdtempSync(join(tmpdir(), 'no-engine-'))
  for (const name of ['out/main', 'out/preload', 'out/renderer', 'resources', 'package.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  rmSync(join(folder, 'out/main/engine.js'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

test('a stored run is replayed frame by frame where the engine’s files are absent', async ({
  page,
  client,
  workbench,
  reopen,
}) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('ring', 200) })
  await waitForState(client, id, 'finished')
  const { frames } = await client.call('runs.get', { id })
  await page.goto('about:blank')
  await workbench.stop()

  const folder = productWithoutEngine()
  try {
    const { page, workbench: bare } = await reopen(folder)
    await page.goto(`${bare.address}#/runs/${id}`)
    await timeline(page).focus()
    await page.keyboard.press('Home')
    await expect.poll(() => stepShown(page)).toBe(0)
    await expect(picture(page)).toHaveAccessibleName(/at step 0$/)
    const first = await pixels(picture(page))
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => stepShown(page)).toBe(frames[1])
    await page.getByRole('button', { name: '4×' }).click()
    await page.getByRole('button', { name: 'Replay the run' }).click()
    await expect.poll(() => stepShown(page), { timeout: 45_000 }).toBe(frames.at(-1))
    await expect(picture(page)).toHaveAccessibleName(/at step 200$/)
    await expect.poll(() => pixels(picture(page))).not.toBe(first)
    await bare.stop()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
