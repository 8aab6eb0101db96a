// Plants bugs in the desktop shell, one at a time, in a copy of the tree, and expects its specs to notice each.
// `node scripts/trials/mutants.mjs [part of a name]`
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from '../bootstrap.mjs'
import { ensureChromium } from '../lib/chromium.mjs'
import { ScriptError, endChildrenOnSignals, runCommand, runScript, seconds } from '../lib/command.mjs'
import { mutants } from './desktopMutants.mjs'

const say = (line) => process.stdout.write(`${line}\n`)
const parts = ['src', 'test', 'resources', 'package.json', 'electron.vite.config.ts', 'playwright.electron.config.ts']

function copyTree() {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  const files = [...parts, 'tsconfig.base.json', 'tsconfig.json', 'docs']
  for (const name of files) cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

async function build(folder) {
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { code, output } = await runCommand(node24(), [vite, 'build', '--logLevel', 'error'], { cwd: folder })
  if (code !== 0) throw new ScriptError(`The build stopped:\n${output}`)
}

/** Whether the specs of these files and titles pass. */
async function pass(folder, env, files, titles) {
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const args = [
    'test',
    '-c',
    'playwright.electron.config.ts',
    '--reporter=line',
    '--max-failures=1',
    '-g',
    titles.join('|'),
  ]
  const { code, output } = await runCommand(node24(), [playwright, ...args, ...files], { cwd: folder, env })
  if (/No tests found/.test(output)) throw new ScriptError(`No test is called ${titles.join(' or ')}`)
  return { passed: code === 0, output }
}

const specOf = (name) => (name.startsWith('../') ? `${name.slice(3)}.spec` : `electron/${name}.spec`)

async function tryMutant(folder, env, [name, file, from, to, spec, title]) {
  const path = join(folder, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(from).length !== 2) throw new ScriptError(`${file} does not hold exactly one “${from}”`)
  writeFileSync(
    path,
    source.replace(from, () => to),
  )
  const began = Date.now()
  try {
    await build(folder)
    const { passed } = await pass(folder, env, [specOf(spec)], [title])
    say(`${passed ? 'SURVIVED' : 'caught  '} ${name} (${seconds(began)})`)
    return !passed
  } finally {
    writeFileSync(path, source)
  }
}

endChildrenOnSignals()
await runScript(async () => {
  await ensureInstalled()
  const env = { ...process.env, GANBENCH_CHROMIUM: await ensureChromium(say) }
  const chosen = mutants.filter(([name]) => name.includes(process.argv[2] ?? ''))
  const folder = copyTree()
  try {
    await build(folder)
    const control = await pass(
      folder,
      env,
      [...new Set(chosen.map(([, , , , spec]) => specOf(spec)))],
      [...new Set(chosen.map((mutant) => mutant[5]))],
    )
    if (!control.passed) throw new ScriptError(`Without any planted bug the specs do not pass:\n${control.output}`)
    say('control: without a planted bug the specs pass')
    let caught = 0
    for (const mutant of chosen) caught += (await tryMutant(folder, env, mutant)) ? 1 : 0
    say(`${caught} of ${chosen.length} planted bugs caught`)
    return caught === chosen.length ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
