import { encodeCheckpoint } from '../../contract/checkpointFile.ts'
import type { Checkpoint } from '../../contract/engine.ts'
import type { RunSummary } from '../../contract/run.ts'
import { version } from '../version.ts'

/**
 * A checkpoint as a safetensors file that says what it is: its metadata holds the recipe (JSON), the run's id and
 * name, the step, the state of the random streams and data cursor, and the workbench's version.
 */
export function checkpointFile(summary: RunSummary, checkpoint: Checkpoint): Uint8Array {
  return encodeCheckpoint(checkpoint, {
    format: 'gan-workbench-checkpoint',
    version,
    run: summary.id,
    name: summary.name,
    recipe: JSON.stringify(summary.recipe),
  })
}
