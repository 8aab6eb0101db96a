import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './bootstrap.mjs'
import { endChildrenOnSignals, isMain, runCommand, runScript, seconds } from './lib/command.mjs'
import { longFiles } from './lib/longFiles.mjs'

const cache = join(root, 'node_modules', '.cache', 'workbench')
const bin = (...path) => join(root, 'node_modules', ...path)
const incremental = (name) => [
  '--noEmit',
  '--pretty',
  'false',
  '--incremental',
  '--tsBuildInfoFile',
  join(cache, `${name}.tsbuildinfo`),
]

/** Slowest first, so that the two lanes end at about the same time. */
const stages = [
  { name: 'types', args: [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json', ...incremental('node')] },
  {
    name: 'types of the page',
    args: [bin('vue-tsc', 'bin', 'vue-tsc.js'), '-p', 'src/renderer', ...incremental('page')],
  },
  {
    name: 'lint',
    args: [
      bin('eslint', 'bin', 'eslint.js'),
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-location',
      `${cache}/eslint`,
    ],
  },
  {
    name: 'format',
    args: [
      bin('prettier', 'bin', 'prettier.cjs'),
      '.',
      '--check',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      `${cache}/prettier`,
    ],
  },
  {
    name: 'types of the contract',
    args: [bin('typescript', 'bin', 'tsc'), '-p', 'src/contract', ...incremental('contract')],
  },
  {
    name: 'who imports whom',
    args: [bin('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), 'src', '--config', '.dependency-cruiser.js'],
  },
  { name: 'unused files, exports and packages', args: [bin('knip', 'bin', 'knip.js'), '--no-config-hints'] },
]

async function runStage({ name, args }) {
  const started = Date.now()
  const result = await runCommand(node24(), args, { cwd: root, env: { ...process.env, FORCE_COLOR: '0' } })
  return { name, ok: result.code === 0, output: result.output.trim(), took: seconds(started) }
}

function lineLengths() {
  const long = longFiles(root, ['src', 'test', 'scripts', 'bin'], 300)
  return { name: 'files of at most 300 lines', ok: long.length === 0, output: long.join('\n'), took: '0.0 s' }
}

/** Types, lint, layers, format and leftovers, two at a time. Resolves with one entry a stage. */
export async function check({ only, say = (line) => process.stdout.write(`${line}\n`) } = {}) {
  mkdirSync(cache, { recursive: true })
  const queue = stages.filter(({ name }) => !only || name.includes(only))
  const results = []
  const add = (result) => {
    results.push(result)
    say(`${result.ok ? 'ok    ' : 'FAILED'} ${result.name} (${result.took})`)
    if (!result.ok) say(result.output.replace(/^/gm, '       '))
  }
  add(lineLengths())
  const lane = async () => {
    for (let stage = queue.shift(); stage; stage = queue.shift()) {
      add(await runStage(stage))
    }
  }
  await Promise.all([lane(), lane()])
  return results
}

if (isMain(import.meta.url)) {
  endChildrenOnSignals()
  await runScript(async () => {
    await ensureInstalled()
    const results = await check({ only: process.argv[2] })
    const failed = results.filter(({ ok }) => !ok)
    process.stdout.write(`${results.length - failed.length} passed, ${failed.length} failed\n`)
    return failed.length === 0 ? 0 : 1
  })
}
