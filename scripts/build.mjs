import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { ScriptError, endChildrenOnSignals, isMain, runCommand, runScript, seconds } from './lib/command.mjs'
import { hashOf } from './lib/hash.mjs'
import { withLock } from './lib/lock.mjs'
import { collectLicences } from './licences/collect.mjs'

const inputs = [
  'src',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.json',
  'tsconfig.base.json',
  'scripts/licences',
  'scripts/package/shipped.mjs',
]
const stampFile = join(root, 'out', 'built')
const products = [
  'main/cli.js',
  'main/engine.js',
  'main/store.js',
  'main/main.js',
  'preload/index.cjs',
  'renderer/index.html',
  'licences.json',
]

function isFresh(stamp) {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) return false
  return products.every((file) => existsSync(join(root, 'out', file)))
}

async function build(stamp, say) {
  const started = Date.now()
  say('Building…')
  rmSync(stampFile, { force: true })
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const result = await runCommand(node24(), [vite, 'build', '--logLevel', 'warn'], { cwd: root })
  if (result.code !== 0) throw new ScriptError(`The build stopped:\n${result.output.trim()}`)
  writeFileSync(join(root, 'out', 'licences.json'), JSON.stringify(collectLicences(root), null, 1))
  writeFileSync(stampFile, stamp)
  say(`Built in ${seconds(started)}.`)
}

/** Builds out/ if any file it is made from has changed since the last build that came to its end. */
export async function ensureBuilt({ force = false, say = (line) => process.stderr.write(`${line}\n`) } = {}) {
  const stamp = hashOf(root, inputs)
  if (!force && isFresh(stamp)) return
  await withLock(
    join(root, 'out', 'build.lock'),
    async () => {
      if (force || !isFresh(stamp)) await build(stamp, say)
    },
    (pid) => say(`Process ${pid} is building; waiting for it…`),
  )
}

if (isMain(import.meta.url)) {
  endChildrenOnSignals()
  await runScript(async () => {
    await ensureInstalled()
    await ensureBuilt({ force: process.argv.includes('--force') })
  })
}
