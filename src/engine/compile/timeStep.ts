import type { InferenceSession, Tensor } from 'onnxruntime-node'
import type * as onnxruntime from 'onnxruntime-node'
import type { Program } from '../program.ts'
import { sizeOf } from '../stateTensor.ts'
import { loopNames } from './loop.ts'
import { runSession } from './session.ts'
import { stateInputs, stepInputs } from './traceProgram.ts'

/** A short step is repeated for at least so many milliseconds. */
const leastTime = 4
/**
 * Milliseconds of a first run above which it is not repeated: setting memory aside, which it also does, was measured to
 * take a tenth of it, on any number of threads.
 */
const long = 20

/** Small numbers that are neither 0 nor all the same, and have roots. */
function someNumbers(size: number): Float32Array {
  const values = new Float32Array(size)
  for (let index = 0; index < size; index++) values[index] = 0.01 + 0.001 * (index % 7)
  return values
}

/**
 * The milliseconds that a program's step takes in a session of its loop: the fastest of a few, or the first where it is
 * long. Trains nothing.
 */
export async function timeStep(
  program: Program,
  session: InferenceSession,
  { Tensor }: typeof onnxruntime,
): Promise<number> {
  const given = [
    ...stateInputs(program),
    ...stepInputs(program).map(({ name, shape }) => ({ name, shape: [1, ...shape] })),
  ]
  const feeds: Record<string, Tensor> = { [loopNames.count]: new Tensor('int64', BigInt64Array.of(1n), []) }
  for (const { name, shape } of given) feeds[name] = new Tensor('float32', someNumbers(sizeOf(shape)), shape)
  const fetches = Object.fromEntries(session.outputNames.map((name) => [name, null]))
  const once = async () => {
    const began = performance.now()
    await runSession(session, feeds, fetches)
    return performance.now() - began
  }
  const first = await once()
  if (first > long) return first
  let best = Infinity
  for (let spent = 0; spent < leastTime;) {
    const took = await once()
    spent += took
    best = Math.min(best, took)
  }
  return best
}
