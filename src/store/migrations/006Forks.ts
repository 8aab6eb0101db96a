import type { Migration } from '../migrate.ts'

/**
 * Of a run that went on from another one's checkpoint: that run's id and name, the step, and as JSON what began anew.
 * Checkpoints that a fork began at are kept, however many newer ones there are.
 */
export const forks: Migration = {
  version: 6,
  name: 'forks',
  sql: `
    ALTER TABLE runs ADD COLUMN parent TEXT;
    ALTER TABLE runs ADD COLUMN parent_name TEXT;
    ALTER TABLE runs ADD COLUMN fork_step REAL;
    ALTER TABLE runs ADD COLUMN begun_anew TEXT;
    ALTER TABLE checkpoints ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
  `,
}
