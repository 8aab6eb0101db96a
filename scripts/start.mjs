import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { ensureBuilt } from './build.mjs'
import { openBrowser } from './lib/browser.mjs'
import { endChildrenOnSignals, runScript } from './lib/command.mjs'

/** A second Ctrl-C this long after the first means: now. Terminal and npm may both deliver the first one. */
const IMPATIENT = 2_000

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
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (first === 0) {
        first = Date.now()
        child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
      } else if (Date.now() - first > IMPATIENT) child.kill('SIGKILL')
    })
  }
}

/** Runs the workbench until it ends; resolves with its exit code. */
function serve(args) {
  return new Promise((resolve) => {
    // A process group of its own, so that a terminal's Ctrl-C reaches it once, through here.
    const child = spawn(node24(), [join(root, 'scripts', 'lib', 'serveWorkbench.mjs'), 'serve', ...args], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
    })
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM').removeAllListeners('SIGHUP')
    forwardSignals(child)
    watchForAddress(child.stdout, openBrowser)
    child.on('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
}

endChildrenOnSignals()
await runScript(async () => {
  await ensureInstalled()
  await ensureBuilt()
  const code = await serve(process.argv.slice(2))
  // The channel to the child and its pipes are closed; nothing is left to wait for.
  return code
})
