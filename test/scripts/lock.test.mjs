import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from '../../scripts/lib/lock.mjs'

const lockModule = pathToFileURL(join(import.meta.dirname, '..', '..', 'scripts', 'lib', 'lock.mjs'))
let folder
let file

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  file = join(folder, 'install.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process that writes "in" and "out" to a log while it holds the lock. */
function contender(name) {
  const script = `
    import { appendFileSync } from 'node:fs'
    import { withLock } from ${JSON.stringify(String(lockModule))}
    await withLock(${JSON.stringify(file)}, async () => {
      appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'in ${name}\\n')
      await new Promise((resolve) => setTimeout(resolve, 60))
      appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'out ${name}\\n')
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
  return new Promise((resolve) => child.on('close', resolve))
}

test('several processes hold the lock one after the other', async () => {
  writeFileSync(join(folder, 'log'), '')
  const codes = await Promise.all(['a', 'b', 'c', 'd'].map(contender))
  expect(codes).toEqual([0, 0, 0, 0])
  const lines = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n')
  expect(lines).toHaveLength(8)
  for (let index = 0; index < lines.length; index += 2) {
    expect(lines[index + 1]).toBe(lines[index].replace('in', 'out'))
  }
})

test('the lock of a process that is gone is taken over', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.on('close', resolve))
  writeFileSync(file, String(child.pid))
  expect(await withLock(file, () => 'done')).toBe('done')
})

test('whoever waits is told for whom', async () => {
  const told = []
  const first = withLock(file, () => new Promise((resolve) => setTimeout(resolve, 100)))
  await withLock(
    file,
    () => {},
    (pid) => told.push(pid),
  )
  await first
  expect(told).toEqual([process.pid])
})

test('the lock is free again after an error', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(file)).toBe(false)
})
