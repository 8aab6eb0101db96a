import type { Migration } from '../migrate.ts'

/** What the moving picture of a run is drawn from: one scene, many frames. */
export const pictures: Migration = {
  version: 3,
  name: 'pictures',
  sql: `
    CREATE TABLE scenes (
      run INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
      bytes INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    CREATE TABLE frames (
      run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      step REAL NOT NULL,
      bytes INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (run, step)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER scenes_added AFTER INSERT ON scenes BEGIN
      UPDATE runs SET bytes = bytes + NEW.bytes WHERE key = NEW.run;
    END;
    CREATE TRIGGER scenes_changed AFTER UPDATE OF bytes ON scenes BEGIN
      UPDATE runs SET bytes = bytes + NEW.bytes - OLD.bytes WHERE key = NEW.run;
    END;
    CREATE TRIGGER scenes_removed AFTER DELETE ON scenes BEGIN
      UPDATE runs SET bytes = bytes - OLD.bytes WHERE key = OLD.run;
    END;
    CREATE TRIGGER frames_added AFTER INSERT ON frames BEGIN
      UPDATE runs SET bytes = bytes + NEW.bytes WHERE key = NEW.run;
    END;
    CREATE TRIGGER frames_changed AFTER UPDATE OF bytes ON frames BEGIN
      UPDATE runs SET bytes = bytes + NEW.bytes - OLD.bytes WHERE key = NEW.run;
    END;
    CREATE TRIGGER frames_removed AFTER DELETE ON frames BEGIN
      UPDATE runs SET bytes = bytes - OLD.bytes WHERE key = OLD.run;
    END;
  `,
}
