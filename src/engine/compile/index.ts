import type { BackendRecord } from '../../contract/engine.ts'
import type { BuildProgram } from '../program.ts'
import { CompiledExecutor } from './compiledExecutor.ts'
import type { CompiledModels } from './models.ts'
import { refusal } from './refusal.ts'
import { compiledStyle } from './style.ts'

/**
 * Compiles a program. Throws bad-input where it needs an operation that there is no entry for, naming it, the part of the
 * recipe that needs it and an engine that can do it, and unavailable where onnxruntime is not to be had. `threads`: how
 * many, or null for as many as are fastest just now; the executor's record has their number. `models`: what is compiled
 * already.
 */
export async function compileProgram(
  build: BuildProgram,
  record: BackendRecord,
  threads: number | null = record.threads,
  models?: CompiledModels,
): Promise<CompiledExecutor> {
  try {
    return await CompiledExecutor.make(build(compiledStyle), record, threads, models)
  } catch (error) {
    throw await refusal(error)
  }
}
