import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { presetRecipe } from '../e2e/support/recipes.ts'
import { openLongRun, slowDown, train, waitForState, waitForStep } from '../e2e/support/rooms.ts'
import { desktopTest as test, expect } from './support/desktop.ts'
import { choose } from './support/launch.ts'

test('the menus print the page’s own shortcuts beside what they do', async ({ desktop, page: _page }) => {
  const printed = await desktop.evaluate(({ Menu }) => {
    const menu = Menu.getApplicationMenu()!
    const of = (id: string) => menu.getMenuItemById(id)!
    return ['newRecipe', 'find', 'train', 'problem', 'pause', 'step', 'stop', 'live', 'shortcuts', 'open'].map(
      (id) => `${of(id).label}: ${String(of(id).accelerator)}`,
    )
  })
  test.skip(process.platform === 'darwin', 'macOS prints only keys that are held with ⌘')
  expect(printed).toEqual([
    'New recipe: N',
    'Find anything: CommandOrControl+K',
    'Train: CommandOrControl+Enter',
    'Next problem: F8',
    'Pause or go on: Space',
    'One step: .',
    'Stop: Shift+S',
    'Back to live: L',
    'Keyboard shortcuts: Shift+/',
    'Open a recipe…: CommandOrControl+O',
  ])
})

test('rooms, the palette and the sheet open from the menus', async ({ desktop, page }) => {
  for (const [path, title] of Object.entries({
    runs: 'Runs',
    compare: 'Compare',
    recipe: 'Recipe',
    lessons: 'Lessons',
    engines: 'Engines',
    start: 'Start',
  })) {
    await choose(desktop, `go.${path}`)
    await expect(page).toHaveTitle(`${title} · GAN Workbench`)
  }
  await choose(desktop, 'about')
  await expect(page).toHaveTitle('About and licences · GAN Workbench')
  await expect(page.getByRole('option', { name: /^Electron/ })).toBeVisible()
  await choose(desktop, 'stop')
  await expect(page.getByText('“Stop” has nothing to do in this room')).toBeVisible()
  await choose(desktop, 'find')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await choose(desktop, 'shortcuts')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('training is led from the menus', async ({ desktop, page, client }) => {
  await openLongRun(page)
  await choose(desktop, 'train')
  await page.waitForURL(/#\/runs\/.+/)
  const [run] = await client.call('runs.list', {})
  await slowDown(client, run!.id)
  await waitForStep(client, run!.id, 5)
  await choose(desktop, 'pause')
  await waitForState(client, run!.id, 'paused')
  await expect(page.getByRole('button', { name: /^Go on/ })).toBeVisible()
  await choose(desktop, 'pause')
  await waitForState(client, run!.id, 'training')
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible()
  await choose(desktop, 'stop')
  await waitForState(client, run!.id, 'stopped')
})

test('a recipe is opened from the File menu', async ({ desktop, page, home }) => {
  const file = join(home, 'mine.json')
  writeFileSync(file, JSON.stringify({ ...presetRecipe('ring', 50), name: 'Mine' }))
  await desktop.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, file)
  await choose(desktop, 'open')
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Mine')
})

test('the computer stays awake while something trains, unless the setting says no', async ({
  desktop,
  page,
  client,
}) => {
  await desktop.evaluate(({ powerSaveBlocker }) => {
    const kept = globalThis as { blockers?: Set<number> }
    const blockers = (kept.blockers = new Set<number>())
    const { start, stop } = powerSaveBlocker
    powerSaveBlocker.start = (type) => {
      const id = start.call(powerSaveBlocker, type)
      blockers.add(id)
      return id
    }
    powerSaveBlocker.stop = (id) => blockers.delete(id) && stop.call(powerSaveBlocker, id)
  })
  const blocked = () => desktop.evaluate(() => (globalThis as { blockers?: Set<number> }).blockers!.size)
  await openLongRun(page)
  const id = await train(page)
  await slowDown(client, id)
  await expect.poll(blocked).toBe(1)
  await choose(desktop, 'setting.keepAwake')
  await expect.poll(blocked).toBe(0)
  await choose(desktop, 'setting.keepAwake')
  await expect.poll(blocked).toBe(1)
  await client.call('runs.control', { id, control: { action: 'stop' } })
  await expect.poll(blocked).toBe(0)
})

test('the taskbar shows how far training is, and a notification tells its end', async ({ desktop, page, client }) => {
  await desktop.evaluate(({ BrowserWindow, Notification }) => {
    const seen = globalThis as { shares?: number[]; told?: string[] }
    const window = BrowserWindow.getAllWindows()[0]!
    const shares: number[] = (seen.shares = [])
    const told: string[] = (seen.told = [])
    window.setProgressBar = (share) => void shares.push(share)
    window.isFocused = () => false
    Notification.prototype.show = function show(this: Electron.Notification) {
      told.push(`${this.title}: ${this.body}`)
      setTimeout(() => this.emit('click'), 100)
    }
  })
  const seen = () => desktop.evaluate(() => globalThis as { shares?: number[]; told?: string[] })
  await expect(page.getByRole('link', { name: 'Start' })).toBeVisible()
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 300), pace: 150 })
  await waitForState(client, id, 'finished')
  await expect
    .poll(async () => (await seen()).told)
    .toEqual(['“Linear Gaussian” finished: All 300 steps are trained and stored.'])
  const { shares } = await seen()
  expect(shares!.some((share) => share > 0.2 && share < 1)).toBe(true)
  expect(shares!.at(-1)).toBe(-1)
  // A click on it shows the run.
  await expect(page).toHaveURL(new RegExp(`#/runs/${id}$`))
})
