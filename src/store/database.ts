import { existsSync, rmSync, statSync } from 'node:fs'
import SQLite, { type Database } from 'better-sqlite3'
import { checkAccess, checkFolder, checkLibrary } from './check.ts'
import { latestVersion, migrate, type Migration } from './migrate.ts'
import { migrations as allMigrations } from './migrations/index.ts'
import { explainSqliteError } from './sqliteError.ts'

/** "GANW": tells a workbench library from other SQLite files. */
const applicationId = 0x47414e57

/**
 * Opens a library and brings its schema up to date; makes it where there is none.
 * Throws a WorkbenchError that says what is wrong, with the file as it was (and none where there was none).
 */
export function openDatabase(file: string, migrations: readonly Migration[] = allMigrations): Database {
  checkFolder(file)
  const existed = existsSync(file)
  const isNew = !existed || statSync(file).size === 0
  if (existed) checkAccess(file)
  if (!isNew) checkLibrary(file, applicationId, latestVersion(migrations))
  let database: Database | undefined
  try {
    database = new SQLite(file)
    prepare(database, isNew)
    migrate(database, migrations)
    return database
  } catch (error) {
    database?.close()
    if (!existed) for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
    throw explainSqliteError(error, file)
  }
}

function prepare(database: Database, isNew: boolean): void {
  if (isNew) {
    // Has to come before the first table: it can't be switched on later without rewriting the file.
    database.pragma('auto_vacuum = INCREMENTAL')
    database.pragma(`application_id = ${applicationId}`)
  }
  database.pragma('journal_mode = WAL')
  database.pragma('foreign_keys = ON')
  setDurable(database, true)
}

/**
 * Every commit survives the death of the process (kill -9). Durable ones survive a power cut too, because they wait
 * for the disk: checkpoints, names, states. Points and frames need not: a resume computes the same ones again from
 * the newest checkpoint, and waiting for the disk five times a second for each would be dear on a slow one.
 */
export function setDurable(database: Database, durable: boolean): void {
  database.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
}

/** Bytes on disk, what waits in the write-ahead log included. */
export function fileBytes(file: string): number {
  return [file, `${file}-wal`].reduce((sum, name) => sum + (statSync(name, { throwIfNoEntry: false })?.size ?? 0), 0)
}
