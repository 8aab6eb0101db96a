import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { ensureBuilt } from './build.mjs'
import { endChildrenOnSignals, runScript } from './lib/command.mjs'

/** Runs ganbench as if it had been called itself; resolves with its exit code. */
function ganbench(args) {
  return new Promise((resolve) => {
    const child = spawn(node24(), [join(root, 'bin', 'ganbench.js'), ...args], { stdio: 'inherit' })
    // A terminal's Ctrl-C reaches the child by itself; a second one sent from here would tell it not to wait.
    process.on('SIGINT', () => {})
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

const passSignals = endChildrenOnSignals()
await runScript(async () => {
  await ensureInstalled()
  await ensureBuilt()
  passSignals()
  return ganbench(process.argv.slice(2))
})
