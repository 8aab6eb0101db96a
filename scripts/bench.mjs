// The benchmark, written into docs: npm run bench [-- --peers /path/to/python --case ring256 …]
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { endChildrenOnSignals, runScript } from './lib/command.mjs'

/** Runs ganbench bench from its sources; resolves with its exit code. */
function bench(args) {
  return new Promise((resolve) => {
    const program = [join(root, 'src', 'cli', 'index.ts'), 'bench', '--output', join(root, 'docs')]
    const child = spawn(node24(), [...program, ...args], { stdio: 'inherit' })
    // A terminal's Ctrl-C reaches the child by itself; a second one sent from here would tell it not to wait.
    process.on('SIGINT', () => {})
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

const passSignals = endChildrenOnSignals()
await runScript(async () => {
  await ensureInstalled()
  passSignals()
  return bench(process.argv.slice(2))
})
