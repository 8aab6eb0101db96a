import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { descendantsOf, isAlive } from './support/processes.ts'
import { presetRecipe } from './support/recipes.ts'

const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))

// The time measured is that of a product that is installed and built.
test.beforeAll(() => {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url))])
})

async function start(home: string, args: string[] = []) {
  const env = { ...process.env, GANBENCH_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' }
  const child = spawn(process.execPath, [script, ...(args.length > 0 ? args : ['--port', '0'])], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const began = Date.now()
  let output = ''
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+\n/.test(output)) resolve()
    })
  })
  return { child, exited: once(child, 'exit'), took: Date.now() - began, output: () => output }
}

test('recipe files given to the starter are opened in the browser it falls back to', async ({ page }) => {
  const home = mkdtempSync(join(tmpdir(), 'workbench-'))
  let end = () => true
  try {
    const recipe = join(home, 'mine.json')
    writeFileSync(recipe, JSON.stringify({ ...presetRecipe('ring', 70), name: 'Mine, from a file' }))
    const { child, exited, output } = await start(home, ['absent.json', recipe])
    end = () => child.kill()
    expect(output()).toContain('The desktop window can’t open: there is no display here.')
    await expect.poll(output).toContain('absent.json could not be opened: there is no such file.')
    const address = /http:\S+/.exec(output())![0]
    expect(address).toMatch(/#\/recipe\?opened$/)
    await page.goto(address)
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Mine, from a file')
    await expect(page.getByRole('textbox', { name: 'Steps' })).toHaveValue('70')
    await expect(page.getByText('Opened mine.json')).toBeVisible()
    // Once: what was edited meanwhile is not replaced by a reload.
    await page.getByRole('textbox', { name: 'Steps' }).fill('80')
    await page.goto(address)
    await page.reload()
    await expect(page.getByRole('textbox', { name: 'Steps' })).toHaveValue('80')
    child.kill('SIGINT')
    await exited
  } finally {
    end()
    rmSync(home, { recursive: true, force: true })
  }
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
  test(`${signal} to the starter ends everything it started`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'workbench-'))
    let end = () => true
    try {
      const { child, exited, took } = await start(home)
      end = () => child.kill('SIGKILL')
      expect(took).toBeLessThan(3_000)
      const below = descendantsOf(child.pid!)
      expect(below.length).toBeGreaterThan(0)
      child.kill(signal)
      await exited
      await expect.poll(() => below.filter(isAlive)).toEqual([])
    } finally {
      end()
      rmSync(home, { recursive: true, force: true })
    }
  })
}
