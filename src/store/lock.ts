import Database from 'better-sqlite3'

/** A lock that the operating system takes back when its process ends, however it ends. */
export interface FileLock {
  release(): void
}

// A database object that is collected gives its lock back; these must live as long as their process or their owner.
const held = new Set<Database.Database>()

/** SQLITE_BUSY, SQLITE_BUSY_RECOVERY and their like: somebody else has it. */
const isBusy = (error: unknown) => /^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string }).code ?? '')

/**
 * Takes the lock that `file` stands for, or returns null where another process (or this one) holds it.
 * It is an exclusive SQLite transaction on an empty database: SQLite knows every platform's way of locking,
 * and taking it is atomic. Throws SQLite's own error where the file can't be opened.
 */
export function takeFileLock(file: string): FileLock | null {
  const database = new Database(file, { timeout: 0 })
  try {
    // Nothing is ever written, so nothing must be left on the disk to roll back.
    database.pragma('journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) return null
    throw error
  }
  held.add(database)
  return {
    release() {
      if (held.delete(database)) database.close()
    },
  }
}
