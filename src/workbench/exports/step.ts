import type { StepAudit } from '../../contract/engine.ts'
import type { RunSummary } from '../../contract/run.ts'
import { encodeSafetensors } from '../../contract/safetensors.ts'
import { version } from '../version.ts'

/**
 * One step as a safetensors file: its metadata holds the recipe (JSON), the step, the clocks that began later than step 0 (JSON), the run's id and name, the engine
 * with its version and threads, and the workbench's version. docs/audit.md describes the tensors.
 */
export function stepFile({ id, name, recipe }: RunSummary, step: number, audit: StepAudit): Uint8Array {
  const { backend, clocks, tensors } = audit
  const metadata = {
    format: 'gan-workbench-step',
    version,
    run: id,
    name,
    recipe: JSON.stringify(recipe),
    step: String(step),
    clocks: JSON.stringify(clocks),
    engine: backend.id,
    engineVersion: backend.version,
    threads: String(backend.threads),
  }
  return encodeSafetensors({ tensors, metadata })
}
