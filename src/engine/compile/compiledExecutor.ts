import type * as onnxruntime from 'onnxruntime-node'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import type { BackendRecord } from '../../contract/engine.ts'
import { loadRuntime } from '../backends/onnx.ts'
import type { Executor, Values } from '../executors/executor.ts'
import type { Program } from '../program.ts'
import { sizeOf } from '../stateTensor.ts'
import { checkFits } from './fits.ts'
import { loopNames } from './loop.ts'
import { CompiledModels } from './models.ts'
import { writeModel } from './onnx/model.ts'
import { plainModel } from './onnxGraph.ts'
import { openStep, type OpenedStep } from './openStep.ts'
import { refusal } from './refusal.ts'
import { openSession, runSession } from './session.ts'
import { simplify } from './simplify.ts'
import { numberNames, stateInputs, stepInputs, traceFunction } from './traceProgram.ts'

type Tensors = Record<string, Tensor>

/** Runs a program's steps as one model in onnxruntime, any number of them a call. */
export class CompiledExecutor implements Executor {
  readonly record: BackendRecord
  readonly program: Program
  readonly compiling: Executor['compiling']
  #models: CompiledModels
  #makeTensor: (values: Float32Array, shape: readonly number[]) => Tensor
  #makeCount: (count: number) => Tensor
  #loop: InferenceSession
  #functions = new Map<string, Promise<InferenceSession>>()
  #names: string[]
  /** Two sets, because onnxruntime gives wrong numbers where it writes to what it reads. */
  #state: Tensor[] = []
  #spare: Tensor[] = []

  private constructor(
    program: Program,
    record: BackendRecord,
    { session, options, compiling: milliseconds, known }: OpenedStep,
    models: CompiledModels,
    { Tensor }: typeof onnxruntime,
  ) {
    this.program = program
    this.record = { ...record, threads: options.threads }
    this.compiling = { milliseconds, known }
    this.#models = models
    this.#loop = session
    this.#names = stateInputs(program).map(({ name }) => name)
    this.#makeTensor = (values, shape) => new Tensor('float32', values, shape)
    this.#makeCount = (count) => new Tensor('int64', BigInt64Array.of(BigInt(count)), [])
  }

  /**
   * `threads`: how many, or null for as many as are fastest just now. `models`: what is compiled already for programs
   * of the same recipe's shape, to which is added what is not.
   */
  static async make(
    program: Program,
    record: BackendRecord,
    threads: number | null,
    models = new CompiledModels(),
  ): Promise<CompiledExecutor> {
    const opened = await openStep(program, threads, models)
    return new CompiledExecutor(program, record, opened, models, await loadRuntime())
  }

  load(state: readonly Float32Array[]): void {
    this.#state = this.program.state.map(({ shape }, index) => this.#makeTensor(state[index]!.slice(), shape))
    this.#spare = this.program.state.map(({ shape }) => this.#makeTensor(new Float32Array(sizeOf(shape)), shape))
  }

  read(): Float32Array[] {
    return this.#state.map(({ data }) => (data as Float32Array).slice())
  }

  async run(count: number, inputs: Readonly<Values>): Promise<Values> {
    const feeds: Tensors = { [loopNames.count]: this.#makeCount(count) }
    const fetches: Record<string, Tensor | null> = { [loopNames.rows]: null }
    this.#names.forEach((name, index) => {
      feeds[name] = this.#state[index]!
      fetches[loopNames.next(index)] = this.#spare[index]!
    })
    for (const { name, shape } of stepInputs(this.program)) {
      const values = name === 'numbers' ? this.#numbers(count, inputs) : inputs[name]!
      feeds[name] = this.#makeTensor(values, [count, ...shape])
    }
    const results = await runSession(this.#loop, feeds, fetches)
    ;[this.#state, this.#spare] = [this.#spare, this.#state]
    return this.#metrics(count, results[loopNames.rows]!.data as Float32Array)
  }

  async call(name: string, rows: Float32Array, count: number): Promise<Float32Array> {
    const session = await this.#function(name, count, rows.length / count)
    const feeds: Tensors = { rows: this.#makeTensor(rows, [count, rows.length / count]) }
    this.#names.forEach((state, index) => {
      if (session.inputNames.includes(state)) feeds[state] = this.#state[index]!
    })
    const [output] = session.outputNames as [string]
    const results = await runSession(session, feeds, { [output]: null })
    return results[output]!.data as Float32Array
  }

  dispose(): void {
    void this.#loop.release()
    for (const session of this.#functions.values()) void session.then((one) => one.release())
    this.#functions.clear()
    this.#state = []
    this.#spare = []
  }

  #function(name: string, count: number, width: number): Promise<InferenceSession> {
    const key = `${name} ${count}`
    const known = this.#functions.get(key)
    if (known) return known
    const compile = () => writeModel(plainModel(simplify(traceFunction(this.program, name, count, width)), 'float32'))
    const open = async (model: Uint8Array) => {
      const session = await openSession(model, { threads: this.record.threads })
      checkFits(session.inputMetadata, [...stateInputs(this.program), { name: 'rows', shape: [count, width] }])
      return session
    }
    const failed = async (error: unknown) => {
      this.#functions.delete(key)
      throw await refusal(error)
    }
    const made = this.#models.use(key, compile, open).then(({ opened }) => opened, failed)
    this.#functions.set(key, made)
    return made
  }

  /** The steps' single numbers side by side, [count, names]. */
  #numbers(count: number, inputs: Readonly<Values>): Float32Array {
    const names = numberNames(this.program)
    const all = new Float32Array(count * names.length)
    names.forEach((name, at) => {
      const values = inputs[name]!
      for (let step = 0; step < count; step++) all[step * names.length + at] = values[step]!
    })
    return all
  }

  /** The steps' rows taken apart, each metric's numbers of all steps one after the other. */
  #metrics(count: number, rows: Float32Array): Values {
    const width = rows.length / count
    let start = 0
    const metrics: Values = {}
    for (const { name, shape } of this.program.metrics) {
      const size = sizeOf(shape)
      const values = new Float32Array(count * size)
      for (let step = 0; step < count; step++) {
        const from = step * width + start
        if (size === 1) values[step] = rows[from]!
        else values.set(rows.subarray(from, from + size), step * size)
      }
      metrics[name] = values
      start += size
    }
    return metrics
  }
}
