import type { BackendRecord } from '../../contract/engine.ts'
import type { Program } from '../program.ts'

/** Tensors by name, as plain numbers. */
export type Values = Record<string, Float32Array>

/** Runs a program and holds its state: the only thing of an engine that differs from backend to backend. */
export interface Executor {
  readonly record: BackendRecord
  readonly program: Program
  /** Milliseconds of compiling a step, and whether it had been compiled before; null where nothing is compiled. */
  readonly compiling: { milliseconds: number; known: boolean } | null
  /** Sets the state, in the program's order. */
  load(state: readonly Float32Array[]): void
  /** The state, in the program's order. Copies. */
  read(): Float32Array[]
  /**
   * Runs `count` steps. Each input holds the numbers of all steps, one after the other ([count, …its shape]); each
   * metric comes back in the same way. The same numbers as `count` calls of one step, to the bit.
   */
  run(count: number, inputs: Readonly<Values>): Promise<Values>
  /** One of the program's functions on `count` rows. Changes nothing. */
  call(name: string, rows: Float32Array, count: number): Promise<Float32Array>
  /** Frees everything. */
  dispose(): void
}
