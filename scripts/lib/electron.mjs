import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { node24, root } from '../bootstrap.mjs'

const folder = join(root, 'node_modules', 'electron')
const triedFile = join(root, 'node_modules', '.cache', 'workbench', 'electron-tried')

/** How long a download may stay silent, ms. */
const SILENCE = 10_000

/** Whether windows can be shown here at all. */
export function hasDisplay({ platform = process.platform, env = process.env } = {}) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Electron's binary: the one ELECTRON_BIN names, else the downloaded one; undefined where there is none. */
function findElectron() {
  const given = process.env.ELECTRON_BIN
  if (given) return existsSync(given) ? given : undefined
  const name = join(folder, 'path.txt')
  const path = existsSync(name) ? join(folder, 'dist', readFileSync(name, 'utf8').trim()) : undefined
  return path && existsSync(path) ? path : undefined
}

/** Whether this version's download has been tried before; a second wait at every start would help nobody. */
function wasTried(version) {
  return existsSync(triedFile) && readFileSync(triedFile, 'utf8') === version
}

function noteTried(version) {
  mkdirSync(dirname(triedFile), { recursive: true })
  writeFileSync(triedFile, version)
}

/**
 * Electron's own download, with progress. Resolves with null where it worked, else with why not, in words.
 * Gives up when nothing has come for `silence` milliseconds.
 */
export function fetchElectron(say, { silence = SILENCE, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(node24(), [join(root, 'scripts', 'lib', 'fetchElectron.mjs')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    })
    let lastLine = ''
    let timer
    const settle = (reason) => {
      clearTimeout(timer)
      resolve(reason)
    }
    const heard = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        settle(`its download was silent for ${silence / 1000} s`)
        child.kill()
      }, silence)
    }
    child.stdout.setEncoding('utf8').on('data', (text) => {
      heard()
      for (const line of text.split('\n').filter(Boolean)) say(line)
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      lastLine = text.trim().split('\n').at(-1) ?? lastLine
    })
    child.on('error', (error) => settle(error.message))
    child.on('close', (code) => settle(code === 0 ? null : `its download ended: ${lastLine}`))
    heard()
  })
}

/** Electron's binary, downloaded where it is missing and has not been tried before; else why there is none. */
export async function ensureElectron(say) {
  const present = findElectron()
  if (present) return { path: present }
  if (process.env.ELECTRON_BIN) return { reason: `ELECTRON_BIN names ${process.env.ELECTRON_BIN}, which is not there` }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const again = 'to try again: node node_modules/electron/install.js'
  if (wasTried(version)) return { reason: `its download did not work before; ${again}` }
  say('Fetching Electron, once, for the desktop window…')
  const reason = await fetchElectron(say)
  const path = findElectron()
  if (path) return { path }
  noteTried(version)
  return { reason: `${reason ?? 'its download left nothing'}; ${again}` }
}
