import { spawn } from 'node:child_process'
import { root } from '../bootstrap.mjs'
import { ensureElectron, hasDisplay } from './electron.mjs'
import { whyNoSandbox } from './sandbox.mjs'

/** A window that ends sooner than this, and badly, was never there, ms. */
const TOO_SOON = 10_000

/** The app takes its switches as `--name=value`. */
const joined = (args) =>
  args
    .join('\n')
    .replace(/^(--[a-z-]+)\n(?!-)/gm, '$1=')
    .split('\n')
    .filter(Boolean)

/**
 * Opens the desktop window and resolves, when it has been closed, with its exit code; or, where there can be none,
 * with the reason in words. `forwardSignals` is given the process.
 */
export async function openWindow(args, forwardSignals, say) {
  if (!hasDisplay()) return { reason: 'there is no display here' }
  const { path, reason } = await ensureElectron(say)
  if (!path) return { reason: `it needs Electron’s binary, but ${reason}` }
  const unsafe = whyNoSandbox(path)
  if (unsafe) say(`The window opens without the system’s sandbox around its pages: ${unsafe}.`)
  const switches = unsafe ? ['--no-sandbox'] : []
  const began = Date.now()
  return new Promise((resolve) => {
    const child = spawn(path, [...switches, root, `--starter=${process.pid}`, ...joined(args)], {
      stdio: ['ignore', 'inherit', 'pipe'],
      // A process group of its own, so that a terminal's Ctrl-C reaches it once, through here.
      detached: process.platform !== 'win32',
    })
    forwardSignals(child)
    // Chromium says much there that is nobody's concern; the last line matters where it could not start.
    let lastWords = ''
    child.stderr.setEncoding('utf8').on('data', (text) => (lastWords = (lastWords + text).slice(-2000)))
    child.on('error', (error) => resolve({ reason: `Electron did not start: ${error.message}` }))
    child.on('close', (code) => {
      const last = lastWords.trim().split('\n').at(-1)
      if (code !== 0 && Date.now() - began < TOO_SOON) resolve({ reason: `Electron ended at once: ${last}` })
      else resolve({ code: code ?? 1 })
    })
  })
}
