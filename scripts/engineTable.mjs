// Writes docs/engines.md and src/engine/backends/lacks.json anew: which engine runs what.
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { ScriptError, runCommand, runScript } from './lib/command.mjs'

await runScript(async () => {
  const say = (line) => process.stderr.write(`${line}\n`)
  await ensureInstalled({ say })
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const table = ['run', 'test/engine/engineTable.test.ts', '--update']
  const { code, output } = await runCommand(node24(), [vitest, ...table], { cwd: root })
  if (code !== 0) throw new ScriptError(output.trim())
  say('docs/engines.md and src/engine/backends/lacks.json are up to date.')
})
