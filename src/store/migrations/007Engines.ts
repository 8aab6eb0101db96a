import type { Migration } from '../migrate.ts'

/** The engine and threads with which a run is to train, as JSON, from the moment it waits for its turn. */
export const engines: Migration = {
  version: 7,
  name: 'engines',
  sql: 'ALTER TABLE runs ADD COLUMN engine TEXT;',
}
