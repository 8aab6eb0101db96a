import type { BackendId } from '../../contract/engine.ts'
import { loadBackend } from '../backends/index.ts'
import type { CompiledModels } from '../compile/models.ts'
import { checkMemory } from '../memory.ts'
import type { BuildProgram } from '../program.ts'
import { EagerExecutor } from './eager.ts'
import type { Executor } from './executor.ts'

export type { Executor } from './executor.ts'

/**
 * Loads a backend and makes what runs programs on it; `threads` may be null for as many as are fastest just now. Throws
 * unavailable when it can't be loaded, bad-input where it can't run the program or the program can't fit into memory.
 * `models`: what the compiled engine has compiled for programs of the same shape.
 */
export async function makeExecutor(
  backend: BackendId,
  threads: number | null,
  build: BuildProgram,
  models?: CompiledModels,
): Promise<Executor> {
  const record = await loadBackend(backend, threads ?? 1)
  const buildInMemory: BuildProgram = (style) => {
    const program = build(style)
    checkMemory(program)
    return program
  }
  if (backend === 'onnx') {
    const { compileProgram } = await import('../compile/index.ts')
    return compileProgram(buildInMemory, record, threads, models)
  }
  return new EagerExecutor(buildInMemory({ parameters: 'apart', slots: 'together' }), record)
}
