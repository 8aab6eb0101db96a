import type * as onnxruntime from 'onnxruntime-node'
import { loadRuntime } from '../backends/onnx.ts'

export interface SessionOptions {
  threads: number
  /** Whether threads with nothing to do wait busily: faster alone, far slower on a machine that is shared. */
  spinning?: boolean
  /** Path to which onnxruntime writes what each operation took, for looking at a step. */
  profile?: string
}

/** Makes a model, the bytes of an .onnx file, ready to run. */
export async function openSession(
  model: Uint8Array,
  { threads, spinning = false, profile }: SessionOptions,
): Promise<onnxruntime.InferenceSession> {
  const { InferenceSession } = await loadRuntime()
  return InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Errors only: its notices would fill what is read as an engine's last words.
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' } } },
    ...(profile ? { enableProfiling: true, profileFilePrefix: profile } : {}),
  })
}
