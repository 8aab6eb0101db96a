import type { Migration } from '../migrate.ts'

/**
 * Level 0 of a series holds its points, level k the lowest, highest and mean value of every complete group of 16ᵏ.
 * `stride` is null where steps are not evenly spaced; then they stand behind the values in `data`.
 */
export const series: Migration = {
  version: 2,
  name: 'series',
  sql: `
    CREATE TABLE series (
      key INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      name TEXT NOT NULL,
      points INTEGER NOT NULL DEFAULT 0,
      last_step REAL,
      UNIQUE (run, name)
    ) STRICT;
    CREATE TABLE series_chunks (
      series INTEGER NOT NULL REFERENCES series (key) ON DELETE CASCADE,
      level INTEGER NOT NULL,
      number INTEGER NOT NULL,
      first_step REAL NOT NULL,
      last_step REAL NOT NULL,
      count INTEGER NOT NULL,
      stride REAL,
      bytes INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (series, level, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER series_chunks_added AFTER INSERT ON series_chunks BEGIN
      UPDATE runs SET bytes = bytes + NEW.bytes WHERE key = (SELECT run FROM series WHERE key = NEW.series);
    END;
    CREATE TRIGGER series_chunks_changed AFTER UPDATE OF bytes ON series_chunks BEGIN
      UPDATE runs SET bytes = bytes + NEW.bytes - OLD.bytes
      WHERE key = (SELECT run FROM series WHERE key = NEW.series);
    END;
    CREATE TRIGGER series_chunks_removed AFTER DELETE ON series_chunks BEGIN
      UPDATE runs SET bytes = bytes - OLD.bytes WHERE key = (SELECT run FROM series WHERE key = OLD.series);
    END;
  `,
}
