import type { Database } from 'better-sqlite3'
import { WorkbenchError } from '../contract/errors.ts'

export interface Migration {
  /** 1, 2, 3, …: the library's `user_version` once it has been applied. */
  version: number
  name: string
  sql: string
}

/** The schema that a library has once every one of `migrations` is applied. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0
}

/**
 * Brings a library up to the newest schema. Each migration is a savepoint inside one transaction, so that one that
 * does not work takes the earlier ones back with it: the library is as it was, and the error names the migration.
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const current = database.pragma('user_version', { simple: true }) as number
  const pending = migrations.filter((migration) => migration.version > current)
  if (pending.length === 0) return
  const apply = database.transaction((migration: Migration) => {
    database.exec(migration.sql)
    database.pragma(`user_version = ${migration.version}`)
  })
  database.transaction(() => {
    for (const migration of pending) {
      try {
        apply(migration)
      } catch (error) {
        throw new WorkbenchError(
          'unavailable',
          `Your library ${database.name} could not be brought up to schema ${migration.version} (${migration.name}): ` +
            `${(error as Error).message}. It was left as it was, at schema ${current}.`,
        )
      }
    }
  })()
}
