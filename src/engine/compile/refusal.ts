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

/** What a program needs that the compiled engine has not, as words that follow its name. */
export function missingWords({ operation, part }: UncoveredError): string {
  return part === null ? `it has no ${operation}` : `${part} needs ${operation}, which it does not have`
}

/** What can’t be compiled as an error for people: the operation, what in the recipe asks for it, and who can run it. */
export async function refusal(error: unknown): Promise<unknown> {
  if (!(error instanceof UncoveredError)) return error
  const engine = await engineWith(error.kernel)
  return new WorkbenchError(
    'bad-input',
    `the engine “onnx” can’t run this recipe: ${missingWords(error)}. Train it with the engine “${engine}”, which has`,
  )
}
