import * as tf from '@tensorflow/tfjs-core'
import { WorkbenchError } from '../../contract/errors.ts'
import type { BackendId } from '../../contract/engine.ts'
import { loadWasm } from '../backends/wasm.ts'
import { UncoveredError } from './uncovered.ts'

/** An engine that has a kernel and is always there: plain JavaScript has all of them. */
async function engineWith(kernel: string | null): Promise<BackendId> {
  await loadWasm()
  return kernel === null || tf.getKernelsForBackend('wasm').some(({ kernelName }) => kernelName === kernel)
    ? 'wasm'
    : 'cpu'
}

/** What can’t be compiled as an error for people: the operation, what in the recipe asks for it, and who can run it. */
export async function refusal(error: unknown): Promise<unknown> {
  if (!(error instanceof UncoveredError)) return error
  const { operation, kernel, part } = error
  const engine = await engineWith(kernel)
  const what = part === null ? `it has no ${operation}` : `${part} needs ${operation}, which it does not have`
  return new WorkbenchError(
    'bad-input',
    `the engine “onnx” can’t run this recipe: ${what}. Train it with the engine “${engine}”, which has`,
  )
}
