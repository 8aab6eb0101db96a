import type { BackendRecord } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { BuildProgram } from '../program.ts'
import { CompiledExecutor } from './compiledExecutor.ts'
import type { CompiledModels } from './models.ts'
import { buildProgram } from './style.ts'
import { UncoveredError } from './trace/index.ts'

/**
 * Compiles a program. Throws bad-input where it needs an operation that there is no entry for, naming it and an engine
 * that can do it, and unavailable where onnxruntime is not to be had. `threads`: how many, or null for as many as are
 * fastest just now; the executor's record has their number. `models`: what is compiled already.
 */
export async function compileProgram(
  build: BuildProgram,
  record: BackendRecord,
  threads: number | null = record.threads,
  models?: CompiledModels,
): Promise<CompiledExecutor> {
  try {
    return await CompiledExecutor.make(buildProgram(build), record, threads, models)
  } catch (error) {
    if (!(error instanceof UncoveredError)) throw error
    throw new WorkbenchError(
      'bad-input',
      `the engine “onnx” can’t run this recipe: it has no ${error.kernel}. Train it with the engine “wasm”, which has`,
    )
  }
}
