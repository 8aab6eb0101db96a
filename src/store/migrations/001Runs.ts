import type { Migration } from '../migrate.ts'

/** One row a run. Text columns `recipe`, `backend` and `latest` hold JSON; times are milliseconds since 1970. */
export const runs: Migration = {
  version: 1,
  name: 'runs',
  sql: `
    CREATE TABLE runs (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      starred INTEGER NOT NULL DEFAULT 0,
      created_at REAL NOT NULL,
      started_at REAL,
      ended_at REAL,
      trashed_at REAL,
      purged INTEGER NOT NULL DEFAULT 0,
      heartbeat_at REAL,
      state TEXT NOT NULL DEFAULT 'waiting',
      step REAL NOT NULL DEFAULT 0,
      total_steps REAL NOT NULL,
      training_seconds REAL NOT NULL DEFAULT 0,
      pace REAL,
      shell TEXT NOT NULL,
      reason TEXT,
      checkpoint_step REAL,
      bytes INTEGER NOT NULL DEFAULT 0,
      backend TEXT,
      latest TEXT NOT NULL DEFAULT '{}',
      recipe TEXT NOT NULL
    ) STRICT;
    CREATE INDEX runs_kept ON runs (created_at DESC) WHERE trashed_at IS NULL;
    CREATE INDEX runs_trashed ON runs (trashed_at DESC) WHERE trashed_at IS NOT NULL;
    CREATE INDEX runs_active ON runs (state) WHERE state IN ('waiting', 'training', 'paused');
  `,
}
