import type { BackendId } from '../../contract/engine.ts'
import { loadBackend } from '../backends/index.ts'
import type { BuildProgram } from '../program.ts'
import { EagerExecutor } from './eager.ts'
import type { Executor } from './executor.ts'

export type { Executor } from './executor.ts'

/** Loads a backend and makes what runs programs on it. Throws unavailable when it can't be loaded. */
export async function makeExecutor(backend: BackendId, threads: number, build: BuildProgram): Promise<Executor> {
  const record = await loadBackend(backend, threads)
  if (backend === 'onnx') {
    const { compileProgram } = await import('../compile/index.ts')
    return compileProgram(build, record)
  }
  return new EagerExecutor(build({ parameters: 'separate', slots: 'flat' }), record)
}
