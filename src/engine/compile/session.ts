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
    // What goes wrong is thrown; on stderr it would fill what is read as an engine's last words.
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' } } },
    ...(profile ? { enableProfiling: true, profileFilePrefix: profile } : {}),
  })
}

/** onnxruntime tells where in its own code memory ran out; what a person can use of that is for how much. */
function explain(error: unknown): unknown {
  const bytes = error instanceof Error && /allocate memory for requested buffer of size (\d+)/.exec(error.message)?.[1]
  return bytes ? new Error(`not enough memory for the ${bytes} bytes that a part of a step takes up`) : error
}

/** Runs a model; outputs are written to `fetches`, or made anew where that has null. */
export async function runSession(
  session: onnxruntime.InferenceSession,
  feeds: Record<string, onnxruntime.Tensor>,
  fetches: Record<string, onnxruntime.Tensor | null>,
): Promise<onnxruntime.InferenceSession.ReturnType> {
  try {
    return await session.run(feeds, fetches)
  } catch (error) {
    throw explain(error)
  }
}
