import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { whyNoSandbox } from '../../scripts/lib/sandbox.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sandbox-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** An ordinary account on a Linux whose settings are these. */
const on = (settings, more = {}) =>
  whyNoSandbox(join(folder, 'electron'), { platform: 'linux', uid: 1000, setting: (file) => settings[file], ...more })

const clone = '/proc/sys/kernel/unprivileged_userns_clone'
const most = '/proc/sys/user/max_user_namespaces'
const apparmor = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'

test('the sandbox stays on wherever it can be had', () => {
  expect(on({})).toBeUndefined()
  expect(on({ [clone]: '1', [most]: '63000', [apparmor]: '0' })).toBeUndefined()
  for (const platform of ['darwin', 'win32']) expect(on({ [clone]: '0' }, { platform, uid: 0 })).toBeUndefined()
})

test('root has none on Linux, and is told how to have it', () => {
  expect(on({}, { uid: 0 })).toBe('this is root’s account. Start it from an ordinary account to have it')
})

test.each([
  [clone, '0'],
  [most, '0'],
  [apparmor, '1'],
])('a system whose %s is %s has none', (file, value) => {
  expect(on({ [file]: value })).toContain(`(${file} is ${value})`)
})

test('the helper that belongs to root does without namespaces; one that does not is none', () => {
  const asked = []
  const helper = (binary) => asked.push(binary) > 0
  expect(on({ [clone]: '0' }, { helper })).toBeUndefined()
  expect(asked).toEqual([join(folder, 'electron')])
  const file = join(folder, 'chrome-sandbox')
  writeFileSync(file, '')
  chmodSync(file, 0o755)
  expect(on({ [clone]: '0' })).toContain('user namespaces')
})
