import { accessSync, closeSync, constants, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { WorkbenchError } from '../contract/errors.ts'
import { explainSqliteError } from './sqliteError.ts'

const magic = 'SQLite format 3\0'

/** Throws where there is no folder for the library, or none that new files can be made in. */
export function checkFolder(file: string): void {
  const folder = dirname(file)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new WorkbenchError(
      'unavailable',
      `There is no folder ${folder} to keep the library in. Nothing was changed; make it, or choose another home.`,
    )
  }
  checkAccess(folder)
}

/** Throws for a file or folder that this user may not both read and write: SQLite would open it for reading only. */
export function checkAccess(place: string): void {
  try {
    accessSync(place, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw new WorkbenchError(
      'unavailable',
      `${place} can’t be written to (${(error as NodeJS.ErrnoException).code}). ` +
        'Nothing was changed; allow reading and writing it, or choose another home.',
    )
  }
}

function startsLikeSqlite(file: string): boolean {
  const bytes = new Uint8Array(magic.length)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, bytes)
  } finally {
    closeSync(handle)
  }
  return new TextDecoder('latin1').decode(bytes) === magic
}

/**
 * Looks at a library without changing it, for reading only: a connection that may write would fold a leftover
 * write-ahead log into a file that is perhaps not ours to touch.
 * Throws for a file that is not SQLite, not a library of the workbench's, damaged, or of a schema above `newest`.
 */
export function checkLibrary(file: string, applicationId: number, newest: number): void {
  const hadLog = existsSync(`${file}-wal`)
  let database: Database | undefined
  try {
    if (statSync(file).isDirectory()) {
      throw new WorkbenchError(
        'unavailable',
        `${file} is a folder, not a workbench library. Nothing was changed; choose another home.`,
      )
    }
    if (!startsLikeSqlite(file)) {
      throw new WorkbenchError(
        'unavailable',
        `${file} is not a workbench library: it is not an SQLite file. It was not changed.`,
      )
    }
    database = new SQLite(file, { readonly: true, fileMustExist: true })
    if (database.pragma('application_id', { simple: true }) !== applicationId) {
      throw new WorkbenchError(
        'unavailable',
        `${file} is not a workbench library, but another program’s SQLite file. It was not changed.`,
      )
    }
    const schema = database.pragma('user_version', { simple: true }) as number
    if (schema > newest) {
      throw new WorkbenchError(
        'unavailable',
        `Your runs were saved by a newer version of the workbench: ${file} has schema ${schema}, this app reads up to ${newest}. Nothing was opened or changed.`,
      )
    }
    checkWhole(database)
  } catch (error) {
    throw explainSqliteError(error, file)
  } finally {
    database?.close()
    // A connection for reading makes an empty log, but may not take it away again.
    if (!hadLog) for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true })
  }
}

/** Reads what every start needs. The whole file is not gone through: points and pictures carry checksums. */
function checkWhole(database: Database): void {
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[]
  if (tables.includes('runs')) database.prepare('SELECT id, name, recipe, latest FROM runs').all()
}
