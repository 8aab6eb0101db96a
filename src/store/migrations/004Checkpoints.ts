import type { Migration } from '../migrate.ts'

/** Each checkpoint's data is a safetensors file. */
export const checkpoints: Migration = {
  version: 4,
  name: 'checkpoints',
  sql: `
    CREATE TABLE checkpoints (
      run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      step REAL NOT NULL,
      created_at REAL NOT NULL,
      bytes INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (run, step)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER checkpoints_added AFTER INSERT ON checkpoints BEGIN
      UPDATE runs SET bytes = bytes + NEW.bytes WHERE key = NEW.run;
    END;
    CREATE TRIGGER checkpoints_changed AFTER UPDATE OF bytes ON checkpoints BEGIN
      UPDATE runs SET bytes = bytes + NEW.bytes - OLD.bytes WHERE key = NEW.run;
    END;
    CREATE TRIGGER checkpoints_removed AFTER DELETE ON checkpoints BEGIN
      UPDATE runs SET bytes = bytes - OLD.bytes WHERE key = OLD.run;
    END;
  `,
}
