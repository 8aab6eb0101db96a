import * as tf from '@tensorflow/tfjs-core'
import type { BackendRecord } from '../../contract/engine.ts'
import type { Program } from '../program.ts'
import { sizeOf } from '../stateTensor.ts'
import type { Executor, Values } from './executor.ts'

/** Runs a program kernel by kernel on the tfjs backend that has been set. */
export class EagerExecutor implements Executor {
  readonly record: BackendRecord
  readonly program: Program
  readonly compiling = null
  #state: tf.Tensor[] = []

  constructor(program: Program, record: BackendRecord) {
    this.program = program
    this.record = record
  }

  load(state: readonly Float32Array[]): void {
    tf.dispose(this.#state)
    this.#state = this.program.state.map(({ shape }, index) => tf.tensor(state[index]!, shape, 'float32'))
  }

  read(): Float32Array[] {
    return this.#state.map((tensor) => tensor.dataSync<'float32'>().slice())
  }

  run(count: number, inputs: Readonly<Values>): Promise<Values> {
    const { metrics } = this.program
    const all = Object.fromEntries(metrics.map(({ name, shape }) => [name, new Float32Array(count * sizeOf(shape))]))
    for (let index = 0; index < count; index++) {
      const values = this.#step(index, inputs)
      let start = 0
      for (const { name, shape } of metrics) {
        const size = sizeOf(shape)
        all[name]!.set(values.subarray(start, start + size), index * size)
        start += size
      }
    }
    return Promise.resolve(all)
  }

  call(name: string, rows: Float32Array, count: number): Promise<Float32Array> {
    const compute = this.program.functions[name]!
    const values = tf.tidy(() => compute(this.#state, tf.tensor2d(rows, [count, rows.length / count])).dataSync())
    return Promise.resolve(values as Float32Array)
  }

  dispose(): void {
    tf.dispose(this.#state)
    this.#state = []
  }

  /** One step; all its metrics in one array, because each read of a backend's memory costs as much as a small kernel. */
  #step(index: number, inputs: Readonly<Values>): Float32Array {
    let told: Record<string, tf.Tensor> = {}
    const { state, read } = tf.tidy(() => {
      const given = this.program.inputs.map(({ name, shape }) => {
        const size = sizeOf(shape)
        return [name, tf.tensor(inputs[name]!.subarray(index * size, (index + 1) * size), shape, 'float32')] as const
      })
      const { state: next, metrics } = this.program.step(this.#state, Object.fromEntries(given))
      told = metrics
      const flat = this.program.metrics.map(({ name }) => tf.reshape(metrics[name]!, [-1]) as tf.Tensor1D)
      return { state: next, read: tf.concat1d(flat) }
    })
    const values = read.dataSync<'float32'>()
    // Some were kept beyond the scope in which they were made.
    tf.dispose([read, ...Object.values(told)])
    tf.dispose(this.#state.filter((tensor) => !state.includes(tensor)))
    this.#state = state
    return values
  }
}
