// Makes docs/screenshot.png, the picture in the README: the ring preset, trained for a while, in the run room.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { ensureBuilt } from './build.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { runScript } from './lib/command.mjs'

const picture = join(root, 'docs', 'screenshot.png')
const say = (line) => process.stderr.write(`${line}\n`)

/** Starts the workbench on an empty home; resolves with its process and address. */
function startWorkbench(home) {
  const child = spawn(node24(), [join(root, 'out', 'main', 'cli.js'), 'serve', '--port', '0', '--home', home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const address = /http:\/\/\S+(?=\s)/.exec(text)?.[0]
      if (address) resolve({ child, address })
    })
    child.once('exit', () => reject(new Error('the workbench ended before it gave its address')))
  })
}

/** Trains the ring preset until `step` and photographs its room. */
async function photograph(address, executablePath, step) {
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
    await page.goto(address)
    await page.getByRole('button', { name: 'Train Ring of 8' }).click()
    await page.waitForURL(/#\/runs\/.+/)
    const done = `[role=progressbar][aria-label="Steps done"]`
    await page.waitForFunction(
      ([selector, least]) => Number(document.querySelector(selector)?.getAttribute('aria-valuenow')) >= least,
      [done, step],
      { timeout: 300_000 },
    )
    await page.screenshot({ path: picture })
  } finally {
    await browser.close()
  }
}

await runScript(async () => {
  await ensureInstalled({ say })
  await ensureBuilt({ say })
  const executablePath = await ensureChromium(say)
  const home = mkdtempSync(join(tmpdir(), 'screenshot-'))
  const { child, address } = await startWorkbench(home)
  try {
    await photograph(address, executablePath, 3_500)
    say(`Saved ${picture}`)
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGINT')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
})
