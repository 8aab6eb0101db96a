import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { ensureBuilt } from './build.mjs'
import { ScriptError, endChildrenOnSignals, runCommand, runScript, seconds } from './lib/command.mjs'
import { ensureElectron } from './lib/electron.mjs'
import { withLock } from './lib/lock.mjs'
import { makeStandIn } from './package/standIn.mjs'

const usage = 'npm run package [-- --dir | --layout] [--output folder]'
const say = (line) => process.stdout.write(`${line}\n`)

function readArguments() {
  try {
    const options = { dir: { type: 'boolean' }, layout: { type: 'boolean' }, output: { type: 'string' } }
    return parseArgs({ options }).values
  } catch (error) {
    throw new ScriptError(`${error.message.split('. ')[0]}: ${usage}`)
  }
}

/** The folder that holds an unpacked Electron, from the path of its executable. */
const distributionOf = (path) => (path.includes('.app/') ? path.replace(/\/[^/]*\.app\/.*$/, '') : dirname(path))

async function realElectron() {
  const { path, reason } = await ensureElectron(say)
  if (path) return distributionOf(path)
  throw new ScriptError(
    `A package needs Electron’s binary, but ${reason}. Nothing was packaged. Where you have the binary, name it: ELECTRON_BIN=/path/to/electron npm run package. To see what a package would hold without it: npm run package -- --layout.`,
  )
}

function standIn() {
  if (process.platform !== 'linux') throw new ScriptError('The layout alone can be built on Linux only.')
  const folder = mkdtempSync(join(tmpdir(), 'electron-standin-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  makeStandIn(folder, version)
  return folder
}

/** Builds the app and packages it for this platform: `--dir` stops before the installers, `--layout` needs no Electron. */
async function makePackage() {
  const { dir = false, layout = false, output: given } = readArguments()
  await ensureInstalled({ say })
  const electronDist = layout ? standIn() : await realElectron()
  await ensureBuilt({ say })
  const output = resolve(given ?? join(root, 'dist', layout ? 'layout' : 'package'))
  const started = Date.now()
  const options = JSON.stringify({ output, electronDist, folderOnly: dir || layout })
  const args = [join(root, 'scripts', 'package', 'run.mjs'), options]
  const onText = (text) => process.stdout.write(text)
  const pack = () => runCommand(node24(), args, { cwd: root, onText })
  const { code } = await withLock(join(root, 'out', 'package.lock'), pack, (pid) =>
    say(`Process ${pid} is packaging; waiting for it…`),
  )
  if (code !== 0) throw new ScriptError('Packaging stopped; the lines above say why. The sources are as they were.')
  say(`Packaged in ${seconds(started)}.`)
}

endChildrenOnSignals()
await runScript(makePackage)
