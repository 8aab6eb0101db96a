import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { node24, root } from '../bootstrap.mjs'
import { ScriptError, runCommand } from './command.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const onPath = (name) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file))

/** Whether this Chromium starts at all; a package manager's stub may not. */
async function starts(file) {
  const { code } = await runCommand(
    file,
    ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', 'about:blank'],
    {
      timeout: 30_000,
    },
  )
  return code === 0
}

async function firstThatStarts(files) {
  for (const file of files) if (file && existsSync(file) && (await starts(file))) return file
  return undefined
}

/** Playwright's own Chromium for this version of Playwright, installed or not. */
async function playwrightsOwn() {
  const script = "import('playwright-core').then(({ chromium }) => console.log(chromium.executablePath()))"
  const { code, output } = await runCommand(node24(), ['--input-type=module', '-e', script], { cwd: root })
  return code === 0 ? output.trim() : undefined
}

async function fromPlaywright(say) {
  say('Fetching Playwright’s Chromium…')
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
  await runCommand(node24(), [cli, 'install', 'chromium', '--no-shell'], { cwd: root, timeout: 120_000 })
  return firstThatStarts([await playwrightsOwn()])
}

async function fromDistribution(say) {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined
  say('Installing the distribution’s chromium package…')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const timeout = 300_000
  await runCommand('apt-get', ['update', '-qq'], { env, timeout })
  await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeout })
  return firstThatStarts(names.map(onPath))
}

/** A Chromium for the end-to-end tests: one that is there, else Playwright's, else the distribution's. Throws ScriptError. */
export async function ensureChromium(say) {
  const present = await firstThatStarts([process.env.GANBENCH_CHROMIUM, ...names.map(onPath), await playwrightsOwn()])
  const file = present ?? (await fromPlaywright(say)) ?? (await fromDistribution(say))
  if (file) return file
  throw new ScriptError(
    'No Chromium was found and none could be installed. Install one, or name it in GANBENCH_CHROMIUM, and run npm test again.',
  )
}
