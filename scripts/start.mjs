import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { ensureBuilt } from './build.mjs'
import { openBrowser } from './lib/browser.mjs'
import { endChildrenOnSignals, runScript } from './lib/command.mjs'
import { whenNpmIsGone } from './lib/parents.mjs'
import { openWindow } from './lib/window.mjs'

/** A second Ctrl-C this long after the first means: now. Terminal and npm may both deliver the first one. */
const IMPATIENT = 2_000

const say = (line) => process.stderr.write(`${line}\n`)

/** Whether an argument is one of the server's own: whoever gives it wants no window. */
const isForServer = (arg) => /^--(serve|host|port)(=|$)/.test(arg)

/** Passes the child's output on and calls `found` with the first address in it. */
function watchForAddress(stream, found) {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk) => {
    process.stdout.write(chunk)
    if (text === undefined) return
    text += chunk
    const address = /https?:\/\/\S+(?=\s)/.exec(text)?.[0]
    if (address) {
      text = undefined
      found(address)
    }
  })
}

/** Ends the child as the person asked, once; it checkpoints what trains and leaves by itself. */
function forwardSignals(child) {
  let first = 0
  const end = (signal) => {
    if (first === 0) {
      first = Date.now()
      child.kill(signal)
    } else if (Date.now() - first > IMPATIENT) child.kill('SIGKILL')
  }
  process.on('SIGINT', () => end('SIGINT'))
  process.on('SIGTERM', () => end('SIGTERM'))
  process.on('SIGHUP', () => end('SIGTERM'))
  // Nobody reads what is written any more: the same as being told to end.
  process.stdout.on('error', () => end('SIGTERM'))
  whenNpmIsGone(() => end('SIGTERM'))
}

/** Runs the workbench until it ends; resolves with its exit code. */
function serve(args) {
  return new Promise((resolve) => {
    // A process group of its own, so that a terminal's Ctrl-C reaches it once, through here.
    const child = spawn(node24(), [join(root, 'scripts', 'lib', 'serveWorkbench.mjs'), 'serve', ...args], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
    })
    forwardSignals(child)
    watchForAddress(child.stdout, openBrowser)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

const passSignals = endChildrenOnSignals()
await runScript(async () => {
  await ensureInstalled()
  await ensureBuilt()
  passSignals()
  const args = process.argv.slice(2)
  if (!args.some(isForServer)) {
    const { code, reason } = await openWindow(args, forwardSignals, say)
    if (reason === undefined) return code
    say(`The desktop window can’t open: ${reason}. The workbench is served to the browser instead.`)
  }
  return serve(args.filter((arg) => arg !== '--serve'))
})
