import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const bootstrap = pathToFileURL(join(import.meta.dirname, '..', '..', 'scripts', 'bootstrap.mjs'))
let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bootstrap-'))
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name, text) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

/** Stands in for npm: notes how it was called, and does what npm would leave on the disk. */
function fakeNpm(body) {
  const script = `
    import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
    const command = process.argv[2]
    appendFileSync(${JSON.stringify(join(folder, 'calls'))}, process.argv.slice(2).join(' ') + '\\n')
    const present = JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } })
    const putNode = () => {
      mkdirSync('node_modules/node/bin', { recursive: true })
      writeFileSync('node_modules/node/bin/node', '#!/bin/sh\\necho v24.0.0\\n')
      chmodSync('node_modules/node/bin/node', 0o755)
    }
    ${body}`
  write('npm-cli.mjs', script)
  write('npm-cli.js', `import('./npm-cli.mjs')`)
  chmodSync(join(folder, 'npm-cli.js'), 0o755)
}

const goodNpm = `
  if (command === 'ci') {
    rmSync('node_modules', { recursive: true, force: true })
    mkdirSync('node_modules')
    writeFileSync('node_modules/.package-lock.json', present)
  } else putNode()`

function ensure() {
  const script = `
    import { ensureInstalled } from ${JSON.stringify(String(bootstrap))}
    await ensureInstalled({ folder: ${JSON.stringify(folder)} }).catch((error) => {
      process.stderr.write('sentence: ' + error.message)
      process.exitCode = 1
    })`
  const env = { ...process.env, npm_execpath: join(folder, 'npm-cli.js'), npm_node_execpath: process.execPath }
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' })
}

const calls = () => (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '')

test('installs without scripts, then lets Node’s own script run, and only once', () => {
  fakeNpm(goodNpm)
  expect(ensure().status).toBe(0)
  const after = calls()
  expect(after).toMatch(/^ci --ignore-scripts .*\nrebuild node --ignore-scripts=false\n$/)
  expect(ensure().status).toBe(0)
  expect(calls()).toBe(after)
})

test('a changed lock file is installed anew', () => {
  fakeNpm(goodNpm)
  ensure()
  write(
    'package-lock.json',
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0', dev: true } } }),
  )
  const before = calls()
  expect(ensure().status).toBe(0)
  // The packages are still the right ones; nothing has to be fetched.
  expect(calls()).toBe(before)
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '2.0.0' } } }))
  ensure()
  expect(calls().slice(before.length)).toMatch(/^ci /)
})

test('an installation that was cut short is done again', () => {
  fakeNpm(goodNpm)
  write('node_modules/a/package.json', '{}')
  expect(ensure().status).toBe(0)
  expect(calls()).toMatch(/^ci /)
})

test('packages that someone else installed are kept; only Node is unpacked', () => {
  fakeNpm(goodNpm)
  write('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }))
  expect(ensure().status).toBe(0)
  expect(calls()).toBe('rebuild node --ignore-scripts=false\n')
})

test.each([
  ['no network', 'npm error code ENOTFOUND', /registry could not be reached.*run the same command again/],
  ['a full disk', 'npm error code ENOSPC', /disk is full/],
  ['anything else', 'npm error code X\\nnpm error the moon is in the way', /the moon is in the way/],
])('%s is one sentence, and the next start tries again', (_what, output, sentence) => {
  fakeNpm(`process.stderr.write('${output}\\n'); process.exitCode = 1`)
  const first = ensure()
  expect(first.status).toBe(1)
  expect(first.stderr.split('sentence: ')[1]).toMatch(sentence)
  expect(first.stderr).not.toContain('    at ')
  fakeNpm(goodNpm)
  expect(ensure().status).toBe(0)
})
