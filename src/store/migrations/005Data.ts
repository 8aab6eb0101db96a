import type { Migration } from '../migrate.ts'

/**
 * Data that people have brought, in chunks of whole examples. `kept` is 0 while a data set is being imported, and again
 * once it has been deleted: such rows are in no list, and are freed a slice at a time. `shape` holds JSON.
 */
export const data: Migration = {
  version: 5,
  name: 'data',
  sql: `
    CREATE TABLE data_sets (
      key INTEGER PRIMARY KEY,
      hash TEXT UNIQUE,
      name TEXT NOT NULL,
      kept INTEGER NOT NULL DEFAULT 0,
      abandoned INTEGER NOT NULL DEFAULT 0,
      shape TEXT NOT NULL DEFAULT '{}',
      count REAL NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      created_at REAL NOT NULL
    ) STRICT;
    CREATE INDEX data_sets_abandoned ON data_sets (abandoned) WHERE abandoned = 1;
    CREATE TABLE data_chunks (
      key INTEGER PRIMARY KEY,
      data INTEGER NOT NULL REFERENCES data_sets (key) ON DELETE CASCADE,
      part TEXT NOT NULL,
      number INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data_bytes BLOB NOT NULL,
      UNIQUE (data, part, number)
    ) STRICT;
    CREATE TRIGGER data_chunks_added AFTER INSERT ON data_chunks BEGIN
      UPDATE data_sets SET bytes = bytes + NEW.bytes WHERE key = NEW.data;
    END;
    CREATE INDEX runs_data ON runs (json_extract(recipe, '$.data.file')) WHERE json_extract(recipe, '$.data.file') IS NOT NULL;
  `,
}
