import SQLite from 'better-sqlite3'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import { newRun, open, openWithRun, points, temporaryFile, temporaryFolder } from './library.ts'

/** Opening must be refused with these words, and the file must keep every byte. */
async function expectRefusal(file: string, words: RegExp): Promise<void> {
  const before = readFileSync(file)
  await expect(open(file)).rejects.toMatchObject({ name: 'WorkbenchError', code: 'unavailable' })
  await expect(open(file)).rejects.toThrow(words)
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(dirname(file)).filter((name) => name.endsWith('-wal'))).toEqual([])
}

/** A library with a run and some thousand points, closed. */
async function closedLibrary(): Promise<string> {
  const file = temporaryFile()
  const store = await openWithRun(file)
  await store.call('metrics.append', { id: 'a', chunks: [points('loss.generator', 1, 5000, Math.sin)] })
  await store.close()
  return file
}

describe('1 Opening a library', () => {
  test('1.1 makes the file where there is none, and says where it is', async () => {
    const file = temporaryFile()
    const store = await open(file)
    const info = await store.call('info', {})
    expect(info).toMatchObject({ file, schema: migrations.length })
    expect(info.bytes).toBeGreaterThan(0)
  })

  test('1.2 finds again what was stored; closing leaves one file', async () => {
    const file = await closedLibrary()
    expect(readdirSync(dirname(file))).toEqual(['library.db'])
    const store = await open(file)
    expect((await store.call('run.list', { trashed: false })).map((run) => run.id)).toEqual(['a'])
  })

  test('1.3 refuses a file that is not SQLite', async () => {
    const file = temporaryFile()
    writeFileSync(file, 'Dear diary,\n'.repeat(1000))
    await expectRefusal(file, /library\.db is not a workbench library: it is not an SQLite file/)
  })

  test('1.4 refuses another program’s SQLite file', async () => {
    const file = temporaryFile()
    new SQLite(file).exec('CREATE TABLE recipes (title TEXT)').close()
    await expectRefusal(file, /is not a workbench library, but another program’s SQLite file/)
  })

  test('1.5 refuses a schema newer than this app’s', async () => {
    const file = await closedLibrary()
    const database = new SQLite(file)
    database.pragma('user_version = 23')
    database.close()
    await expectRefusal(
      file,
      /saved by a newer version of the workbench: .* has schema 23, this app reads up to \d+\. Nothing was opened or changed/,
    )
  })

  test('1.6 refuses a file cut in half', async () => {
    const file = await closedLibrary()
    truncateSync(file, 8192)
    await expectRefusal(file, /is damaged/)
  })

  test('1.7 refuses a file with a page of rubbish in the table of runs', async () => {
    const file = await closedLibrary()
    const database = new SQLite(file)
    const root = database.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'runs'`).pluck().get() as number
    database.close()
    const bytes = readFileSync(file)
    bytes.fill(0xa5, (root - 1) * 4096, root * 4096)
    writeFileSync(file, bytes)
    await expectRefusal(file, /is damaged/)
  })

  test('1.8 refuses a folder in the file’s place, a folder that is not there and a place that can’t be written', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'library.db'))
    await expect(open(join(folder, 'library.db'))).rejects.toThrow(/library\.db is a folder/)
    await expect(open(join(folder, 'nowhere', 'library.db'))).rejects.toThrow(/There is no folder .*nowhere/)
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
    // Even root can't make files here; elsewhere the permissions would not stop it.
    if (process.platform === 'linux') await expect(open('/proc/library.db')).rejects.toThrow(/\/proc.* can’t be/)
  })

  test('1.9 leaves alone what a newer version, killed, had not yet folded into the file', async () => {
    const file = await closedLibrary()
    const newer = new SQLite(file)
    newer.pragma('user_version = 23')
    const copy = temporaryFile()
    for (const end of ['', '-wal']) copyFileSync(file + end, copy + end)
    newer.close()
    const before = ['', '-wal'].map((end) => readFileSync(copy + end))
    expect(before[1]!.length).toBeGreaterThan(4096)
    await expect(open(copy)).rejects.toThrow(/has schema 23/)
    expect(['', '-wal'].map((end) => readFileSync(copy + end))).toEqual(before)
  })

  test.skipIf(process.platform === 'win32')('1.10 refuses a file or folder that can’t be written', async () => {
    const folder = temporaryFolder()
    for (const name of ['locked', 'open']) mkdirSync(join(folder, name))
    const files = ['locked/library.db', 'open/library.db', 'locked/new.db'].map((name) => join(folder, name))
    for (const file of files.slice(0, 2)) openDatabase(file).close()
    chmodSync(folder, 0o755)
    chmodSync(files[1]!, 0o444)
    chmodSync(join(folder, 'open'), 0o777)
    chmodSync(join(folder, 'locked'), 0o555)
    const before = files.slice(0, 2).map((file) => readFileSync(file))
    const script = fileURLToPath(new URL('./openAsOrdinary.ts', import.meta.url))
    const { stdout, stderr } = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' })
    expect(stdout.trim().split('\n'), stderr).toEqual([
      `${join(folder, 'locked')} can’t be written to (EACCES). Nothing was changed; allow reading and writing it, or choose another home.`,
      `${files[1]} can’t be written to (EACCES). Nothing was changed; allow reading and writing it, or choose another home.`,
      `${join(folder, 'locked')} can’t be written to (EACCES). Nothing was changed; allow reading and writing it, or choose another home.`,
    ])
    expect(files.slice(0, 2).map((file) => readFileSync(file))).toEqual(before)
    expect(readdirSync(join(folder, 'locked'))).toEqual(['library.db'])
  })
})

describe('2 Migrations', () => {
  const broken = { version: migrations.length + 2, name: 'broken', sql: 'CREATE TABLE half (a); CREATE TABLE runs (a)' }
  const fine = { version: migrations.length + 1, name: 'fine', sql: 'ALTER TABLE runs ADD COLUMN colour TEXT' }

  test('2.1 are numbered 1, 2, 3, …', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1))
  })

  test('2.2 carry an older library over, with what is in it', async () => {
    const file = temporaryFile()
    const old = openDatabase(file, migrations.slice(0, 1))
    old
      .prepare('INSERT INTO runs (id, name, created_at, total_steps, shell, recipe) VALUES (?, ?, ?, ?, ?, ?)')
      .run('old', 'Old run', 1, 10, 'serve', JSON.stringify(newRun('old').recipe))
    old.close()
    const store = await open(file)
    expect((await store.call('run.get', { id: 'old' })).summary.name).toBe('Old run')
    expect((await store.call('info', {})).schema).toBe(migrations.length)
  })

  test('2.3 leave the file byte for byte as it was when one does not work, those before it included', async () => {
    const file = await closedLibrary()
    const copy = `${file}.before`
    copyFileSync(file, copy)
    expect(() => openDatabase(file, [...migrations, fine, broken])).toThrow(
      /could not be brought up to schema \d+ \(broken\): table runs already exists. It was left as it was/,
    )
    expect(readFileSync(file).equals(readFileSync(copy))).toBe(true)
    expect((await open(file).then((store) => store.call('run.list', { trashed: false }))).length).toBe(1)
  })

  test('2.4 leave no file behind where there was none', () => {
    const file = temporaryFile()
    expect(() => openDatabase(file, [...migrations, broken])).toThrow(/broken/)
    expect(readdirSync(dirname(file))).toEqual([])
  })
})
