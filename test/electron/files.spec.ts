import type { ElectronApplication, Page } from '@playwright/test'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseCsv } from '../e2e/support/csv.ts'
import { presetRecipe } from '../e2e/support/recipes.ts'
import { waitForState } from '../e2e/support/rooms.ts'
import { desktopTest as test, expect, joinHome } from './support/desktop.ts'
import { end, launch } from './support/launch.ts'

/** Where the person will say that the next file is to go, or null for changing their mind; tells what was proposed. */
async function chooseSaved(desktop: ElectronApplication, filePath: string | null): Promise<() => Promise<string>> {
  await desktop.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = ((...args: unknown[]) => {
      const { defaultPath } = args.at(-1) as { defaultPath: string }
      ;(globalThis as { proposed?: string }).proposed = defaultPath
      return Promise.resolve({ canceled: path === null, filePath: path ?? '' })
    }) as typeof dialog.showSaveDialog
  }, filePath)
  return () => desktop.evaluate(() => (globalThis as { proposed?: string }).proposed ?? '')
}

async function exportNumbers(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /^Every number/ }).click()
}

test('an export goes where the save dialog says, whole', async ({ desktop, page, client, workbench, home }) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 120) })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
  const target = join(home, 'kept.csv')

  const proposed = await chooseSaved(desktop, null)
  await exportNumbers(page)
  await expect.poll(proposed).toMatch(/\.csv$/)
  await expect(page.getByRole('button', { name: 'Export' })).toBeEnabled()
  await expect(page.getByText(/^Saved/)).toHaveCount(0)

  await chooseSaved(desktop, target)
  await exportNumbers(page)
  await expect(page.getByText(`Saved ${target}`)).toBeVisible()
  expect(parseCsv(readFileSync(target, 'utf8')).rows).toHaveLength(121)

  await chooseSaved(desktop, join(home, 'absent', 'kept.csv'))
  await exportNumbers(page)
  await expect(page.getByText(/kept\.csv can’t be written/)).toBeVisible()
  expect(readdirSync(home).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('a name that the page proposes is never a place', async ({ desktop, page, home }) => {
  const proposed = await chooseSaved(desktop, join(home, 'kept.txt'))
  for (const filename of ['../../planted.txt', '/etc/planted.txt', 'C:\\planted.txt', '...planted.txt']) {
    await page.evaluate((name) => {
      const { ganbenchDesktop } = window as unknown as {
        ganbenchDesktop: { saveFile(file: unknown): Promise<unknown> }
      }
      return ganbenchDesktop.saveFile({ filename: name, mime: 'text/plain', bytes: new Uint8Array([65]) })
    }, filename)
    const path = await proposed()
    expect(basename(path)).toBe('planted.txt')
    expect(path).not.toContain('..')
  }
  expect(readFileSync(join(home, 'kept.txt'), 'utf8')).toBe('A')
})

test('a recipe dropped anywhere in the window is opened, and the window stays', async ({ page }) => {
  const text = JSON.stringify({ ...presetRecipe('ring', 50), name: 'Dropped' })
  await page.evaluate((content) => {
    const data = new DataTransfer()
    data.items.add(new File([content], 'dropped.json', { type: 'application/json' }))
    const drop = (type: string) =>
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }))
    if (drop('dragover')) throw new Error('the page does not take files')
    drop('drop')
  }, text)
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Dropped')
})

test('the window comes back where it was, and a setting as it was', async ({ home }) => {
  const bounds = { x: 120, y: 80, width: 1100, height: 700 }
  const first = await launch(home)
  await (await first.firstWindow()).getByRole('link', { name: 'Start' }).waitFor()
  await first.evaluate(({ BrowserWindow, Menu }, place) => {
    BrowserWindow.getAllWindows()[0]!.setBounds(place)
    Menu.getApplicationMenu()!.getMenuItemById('setting.notify')!.click()
  }, bounds)
  await end(first)
  const second = await launch(home)
  try {
    await second.firstWindow()
    const seen = await second.evaluate(({ BrowserWindow, Menu }) => ({
      bounds: BrowserWindow.getAllWindows()[0]!.getBounds(),
      notify: Menu.getApplicationMenu()!.getMenuItemById('setting.notify')!.checked,
    }))
    expect(seen).toEqual({ bounds, notify: false })
  } finally {
    await end(second)
  }
})

test('files of the window that can’t be read are said and kept, the app starts, and no run is lost', async ({
  home,
}) => {
  const before = await launch(home)
  await before.firstWindow()
  const client = await joinHome(home)
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 20) })
  await waitForState(client, id, 'finished')
  client.close()
  await end(before)
  const folder = join(home, 'desktop')
  writeFileSync(join(folder, 'window.json'), '{"bounds":{"x":"left"')
  const desktop = await launch(home)
  try {
    const page = await desktop.firstWindow()
    await expect(
      page.getByText(/window\.json could not be read, so the window’s place is back at its default/),
    ).toBeVisible()
    expect(readFileSync(join(folder, 'window.json.unreadable'), 'utf8')).toBe('{"bounds":{"x":"left"')
    const { width, height } = await desktop.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.getBounds(),
    )
    expect([width, height]).toEqual([1440, 900])
    await page.getByRole('link', { name: /^Runs/ }).click()
    await expect(page.getByRole('main').getByRole('link', { name: 'Linear Gaussian' })).toBeVisible()
  } finally {
    await end(desktop)
  }
  expect(existsSync(join(folder, 'window.json'))).toBe(true)
})
