import type { InferenceSession } from 'onnxruntime-node'
import { loadRuntime } from '../backends/onnx.ts'
import type { Program } from '../program.ts'
import { sizeOf } from '../stateTensor.ts'
import { checkFits } from './fits.ts'
import { loopModel, loopNames } from './loop.ts'
import type { CompiledModels } from './models.ts'
import { writeModel } from './onnx/model.ts'
import type { SessionOptions } from './session.ts'
import { simplify } from './simplify.ts'
import { attempt, openFastest } from './threads.ts'
import { timeStep } from './timeStep.ts'
import { stateInputs, stepInputs, traceStep } from './traceProgram.ts'

/** A program's step, ready to run. */
export interface OpenedStep {
  session: InferenceSession
  options: SessionOptions
  /** Milliseconds of compiling it and opening it once; trying threads is not counted. */
  compiling: number
  /** Whether it had been compiled before. */
  known: boolean
}

/** Throws where a session is not that of a program's loop. */
function checkLoop(session: InferenceSession, program: Program): void {
  const state = stateInputs(program)
  const stacked = stepInputs(program).map(({ name, shape }) => ({ name, shape: [null, ...shape] }))
  const row = program.metrics.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  checkFits(session.inputMetadata, [{ name: loopNames.count, shape: [] }, ...state, ...stacked])
  checkFits(session.outputMetadata, [
    ...state.map(({ shape }, index) => ({ name: loopNames.next(index), shape })),
    { name: loopNames.rows, shape: [null, row] },
  ])
}

/**
 * A program's step on so many threads, or with null on as many as are fastest just now: compiled, or taken from
 * `models` if they have it. Throws what tracing throws.
 */
export async function openStep(program: Program, threads: number | null, models: CompiledModels): Promise<OpenedStep> {
  const runtime = await loadRuntime()
  let making = 0
  const compile = () => {
    const began = performance.now()
    const model = writeModel(loopModel(simplify(traceStep(program)), program.state.length, 'float32'))
    making = performance.now() - began
    return model
  }
  const open = async (model: Uint8Array) => {
    const time = async (session: InferenceSession) => {
      checkLoop(session, program)
      return threads === null ? timeStep(program, session, runtime) : 0
    }
    if (threads !== null) return attempt(model, { threads }, time)
    const fastest = await openFastest(model, time, models.threads)
    const { options, milliseconds } = fastest
    if (!fastest.known) models.choose({ threads: options.threads, milliseconds })
    return fastest
  }
  const { opened, known } = await models.use('step', compile, open)
  return { session: opened.session, options: opened.options, compiling: making + opened.opening, known }
}
