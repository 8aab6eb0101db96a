// Node's built-ins only: this file runs before anything is installed, on any Node from 20 on.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ScriptError, seconds } from './lib/command.mjs'
import { hashOf } from './lib/hash.mjs'
import { withLock } from './lib/lock.mjs'
import { npm } from './lib/npm.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const stampOf = (folder) => join(folder, 'node_modules', '.workbench-installed')

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** The Node that everything but the bootstrap runs on: the one in the lock file. */
export function node24(folder = root) {
  return join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

function nodeWorks(folder) {
  const { stdout } = spawnSync(node24(folder), ['--version'], { encoding: 'utf8' })
  return /^v2[4-9]\./.test(stdout ?? '')
}

/**
 * Whether node_modules holds what the lock file names. npm writes the list of what it installed as its very last act,
 * so a list that agrees means an installation that came to its end, whoever started it.
 */
function packagesComplete(folder) {
  const wanted = JSON.parse(read(join(folder, 'package-lock.json')) ?? '{}').packages ?? {}
  const listed = read(join(folder, 'node_modules', '.package-lock.json'))
  if (!listed) return false
  const present = JSON.parse(listed).packages
  const missing = Object.entries(wanted).some(([path, entry]) => {
    if (path === '' || (entry.optional && !present[path])) return false
    return present[path]?.version !== entry.version || present[path]?.integrity !== entry.integrity
  })
  return !missing && Object.keys(present).every((path) => path in wanted)
}

/** npm's own patience keeps a person without a network waiting for more than a minute. */
const patience = ['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000']

async function install(folder, say, stamp) {
  rmSync(stampOf(folder), { force: true })
  const started = Date.now()
  if (!packagesComplete(folder)) {
    say('Installing packages (once; needs the network)…')
    const ticking = setInterval(() => say(`  still installing, ${seconds(started)}`), 10_000)
    try {
      await npm(folder, 'Installing packages', [
        'ci',
        '--ignore-scripts',
        '--include=dev',
        '--include=optional',
        ...patience,
      ])
    } finally {
      clearInterval(ticking)
    }
  }
  if (!nodeWorks(folder)) {
    say('Unpacking Node 24…')
    // The one package whose install script has to run: it picks the binary for this platform.
    await npm(folder, 'Unpacking Node 24', ['rebuild', 'node', '--ignore-scripts=false'])
    if (!nodeWorks(folder)) throw new ScriptError('Node 24 was installed but does not run on this machine.')
  }
  mkdirSync(dirname(stampOf(folder)), { recursive: true })
  writeFileSync(stampOf(folder), stamp)
  say(`Installed in ${seconds(started)}.`)
}

/**
 * Installs what the lock file names, if that has not been done yet. Safe to call from several processes at once;
 * an installation that was cut short is done again. Throws ScriptError with one sentence when it can't be done.
 */
export async function ensureInstalled({ folder = root, say = (line) => process.stderr.write(`${line}\n`) } = {}) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new ScriptError(`Node 20 or later is needed to begin; this is Node ${process.versions.node}.`)
  }
  const stamp = hashOf(folder, ['package-lock.json', '.npmrc'], `${process.platform} ${process.arch}`)
  const done = () => read(stampOf(folder)) === stamp
  if (done()) return
  try {
    await withLock(
      join(folder, 'out', 'install.lock'),
      async () => {
        if (!done()) await install(folder, say, stamp)
      },
      (pid) => say(`Process ${pid} is installing; waiting for it…`),
    )
  } catch (error) {
    if (['EACCES', 'EROFS', 'EPERM', 'ENOSPC'].includes(error.code)) {
      throw new ScriptError(`The folder ${folder} can't be written to (${error.code}), so nothing could be installed.`)
    }
    throw error
  }
}
