import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
const folder = mkdtempSync(join(tmpdir(), 'layers-'))

function write(name, text) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

const value = 'export const value = 1\n'
const using = (path) => `import { value } from '${path}'\nexport const twice = value * 2\n`
const typeOnly = (path) => `import type { value } from '${path}'\nexport type Value = typeof value\n`

const lawful = {
  'src/contract/good.ts': using('zod'),
  'src/engine/good.ts': `${using('../contract/good.ts')}export { value } from '@tensorflow/tfjs-core'\n`,
  'src/store/good.ts': `import { join } from 'node:path'\nexport { value } from 'better-sqlite3'\nexport { join }\n`,
  'src/figures/good.ts': using('../contract/good.ts'),
  'src/workbench/good.ts': using('../engine/good.ts'),
  'src/cli/good.ts': using('../workbench/good.ts'),
  'src/main/good.ts': using('electron'),
  'src/renderer/good.ts': using('../figures/good.ts'),
}

/** What, file, its text, the rule it breaks. */
const planted = [
  ['a cycle', 'src/cli/cycle.ts', `${using('./cycleBack.ts')}`, 'no-cycles'],
  ['contract → engine', 'src/contract/a.ts', using('../engine/good.ts'), 'contract-imports-itself-and-zod'],
  ['contract → Node', 'src/contract/b.ts', `export { join } from 'node:path'\n`, 'contract-imports-itself-and-zod'],
  ['contract → Vue', 'src/contract/c.ts', using('vue'), 'contract-imports-itself-and-zod'],
  ['store → engine', 'src/store/a.ts', using('../engine/good.ts'), 'middle-rooms-import-the-contract-only'],
  [
    'engine → workbench, for a type only',
    'src/engine/a.ts',
    typeOnly('../workbench/good.ts'),
    'middle-rooms-import-the-contract-only',
  ],
  ['figures → Node', 'src/figures/a.ts', `export { join } from 'node:path'\n`, 'figures-draw-anywhere'],
  ['workbench → shell', 'src/workbench/a.ts', using('../cli/good.ts'), 'workbench-below-the-shells'],
  ['page → workbench', 'src/renderer/a.ts', using('../workbench/good.ts'), 'renderer-imports-contract-and-figures'],
  ['page → Node', 'src/renderer/b.ts', `export { join } from 'node:path'\n`, 'renderer-has-no-node'],
  ['serve → electron', 'src/serve/a.ts', using('electron'), 'electron-in-its-shell'],
  ['workbench → TensorFlow', 'src/workbench/b.ts', using('@tensorflow/tfjs-core'), 'tensorflow-in-the-engine'],
  ['workbench → SQLite', 'src/workbench/c.ts', using('better-sqlite3'), 'sqlite-in-the-store'],
  ['cli → nowhere', 'src/cli/a.ts', using('./absent.ts'), 'resolvable'],
]

let violations

beforeAll(() => {
  for (const file of ['.dependency-cruiser.js', 'tsconfig.json', 'tsconfig.base.json', 'package.json']) {
    cpSync(join(root, file), join(folder, file))
  }
  for (const name of ['zod', 'vue', 'electron', '@tensorflow/tfjs-core', 'better-sqlite3']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${name}/index.js`, 'exports.value = 1\n')
  }
  for (const [file, text] of Object.entries(lawful)) write(file, text)
  for (const [, file, text] of planted) write(file, text)
  write('src/cli/cycleBack.ts', `import './cycle.ts'\n${value}`)
  const args = [cruiser, 'src', '--config', '.dependency-cruiser.js', '--output-type', 'json']
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  violations = JSON.parse(stdout).summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('files that keep the layers break no rule', () => {
  expect(violations.filter(({ from }) => from.includes('good'))).toEqual([])
})

test.each(planted)('%s is caught', (_what, from, _text, rule) => {
  expect(violations).toContainEqual({ from, rule })
})
