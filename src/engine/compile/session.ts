import type * as onnxruntime from 'onnxruntime-node'
import { loadRuntime } from '../backends/onnx.ts'

export interface SessionOptions {
  threads: number
  /** Path to which onnxruntime writes what each operation took, for looking at a step. */
  profile?: string
}

/**
 * Microseconds for which a thread with nothing to do waits busily, within a call, before it sleeps: about as long as it
 * takes to wake one up. Alone this is as fast as waiting busily all the time, up to a quarter faster than sleeping at
 * once; two runs that share two processors take a quarter longer than without, and not twice as long.
 */
const spin = 20

/** Makes a model, the bytes of an .onnx file, ready to run. */
export async function openSession(
  model: Uint8Array,
  { threads, profile }: SessionOptions,
): Promise<onnxruntime.InferenceSession> {
  const { InferenceSession } = await loadRuntime()
  return InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // What goes wrong is thrown; on stderr it would fill what is read as an engine's last words.
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: String(spin) }, force_spinning_stop: '1' } },
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
