import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { presetRecipe } from '../e2e/support/recipes.ts'
import { openPreset, summaryOf, waitForStep } from '../e2e/support/rooms.ts'
import { desktopTest as test, expect } from './support/desktop.ts'
import { end, environment, executablePath, launch, root } from './support/launch.ts'

/** Starts the app as a person does who double-clicks a file; resolves with its exit code. */
async function startAgain(home: string, args: string[], cwd = root): Promise<number | null> {
  const child = spawn(executablePath, ['--no-sandbox', root, ...args], { cwd, env: environment(home), stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

function writeRecipe(folder: string, file: string, name: string): string {
  const path = join(folder, file)
  writeFileSync(path, JSON.stringify({ ...presetRecipe('ring', 50), name }))
  return path
}

test('a second instance on the same home opens its file in the first and leaves', async ({ desktop, page, home }) => {
  writeRecipe(home, 'second.json', 'From the second')
  await desktop.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.on('focus', () => ((globalThis as { focused?: boolean }).focused = true))
  })
  // By a name relative to where the second one was started.
  expect(await startAgain(home, ['second.json'], home)).toBe(0)
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('From the second')
  expect(await desktop.evaluate(() => (globalThis as { focused?: boolean }).focused)).toBe(true)
  expect(desktop.windows()).toHaveLength(1)
})

test('a file that can’t be opened is a sentence in the first', async ({ page, home }) => {
  expect(await startAgain(home, [join(home, 'absent.json')])).toBe(0)
  await expect(page.getByText('absent.json could not be opened: there is no such file.')).toBeVisible()
})

test('a second instance’s file that is no recipe shows what is wrong; the draft comes back, and training goes on', async ({
  page,
  client,
  home,
}) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 2000), pace: 50 })
  await openPreset(page, 'Ring of 8')
  const file = join(home, 'half.json')
  writeFileSync(file, '{\n  "name": "Half",\n  "loss" {}\n}')
  expect(await startAgain(home, [file])).toBe(0)
  await expect(page.getByRole('alert').filter({ hasText: 'line 3' }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Train/ })).toBeDisabled()
  await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Ring of 8')
  const { step } = await summaryOf(client, id)
  await waitForStep(client, id, step + 10)
})

test('another home has a window of its own', async ({ page: _page }) => {
  const other = mkdtempSync(join(tmpdir(), 'desktop-'))
  const second = await launch(other)
  try {
    await (await second.firstWindow()).getByRole('link', { name: 'Start' }).waitFor()
  } finally {
    await end(second)
    rmSync(other, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('a file named at the start is opened', async ({ home }) => {
  const desktop = await launch(home, [writeRecipe(home, 'first.json', 'From the start')])
  try {
    const page = await desktop.firstWindow()
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('From the start')
  } finally {
    await end(desktop)
  }
})

test('macOS’s open-file opens a recipe', async ({ desktop, page, home }) => {
  const file = writeRecipe(home, 'opened.json', 'From the Finder')
  const prevented = await desktop.evaluate(({ app }, path) => {
    let stopped = false
    app.emit('open-file', { preventDefault: () => (stopped = true) }, path)
    return stopped
  }, file)
  expect(prevented).toBe(true)
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('From the Finder')
})
