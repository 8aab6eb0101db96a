import * as tf from '@tensorflow/tfjs-core'
import type { Program } from '../program.ts'
import type { Graph } from './ir.ts'
import { trace } from './trace/index.ts'

const stateName = (index: number) => `s${index}`

interface Named {
  name: string
  shape: number[]
}

/** The state as inputs of a graph, in the program's order. */
export const stateInputs = ({ state }: Program): Named[] =>
  state.map(({ shape }, index) => ({ name: stateName(index), shape }))

/** Names of the inputs that are one number a step; all of them are passed as one, “numbers”, in this order. */
export const numberNames = ({ inputs }: Program): string[] =>
  inputs.filter(({ shape }) => shape.length === 0).map(({ name }) => name)

/** What a step reads besides the state: the inputs that are more than one number, then “numbers” if there are any. */
export function stepInputs(program: Program): Named[] {
  const numbers = numberNames(program)
  const tensors = program.inputs.filter(({ shape }) => shape.length > 0).map(({ name, shape }) => ({ name, shape }))
  return numbers.length === 0 ? tensors : [...tensors, { name: 'numbers', shape: [numbers.length] }]
}

/**
 * One step of a program as a graph. Inputs: the state, then `stepInputs`. Outputs: the next state, then all metrics
 * in the program's order as one row of numbers.
 */
export function traceStep(program: Program): Graph {
  const states = stateInputs(program)
  const numbers = numberNames(program)
  return trace([...states, ...stepInputs(program)], (tensors) => {
    const apart = numbers.map((name, index) => {
      const one = tf.slice(tensors['numbers'] as tf.Tensor1D, [index], [1])
      return [name, tf.reshape(one, [])] as const
    })
    const state = states.map(({ name }) => tensors[name]!)
    const { state: next, metrics } = program.step(state, { ...tensors, ...Object.fromEntries(apart) })
    const row = program.metrics.map(({ name }) => tf.reshape(metrics[name]!, [-1]) as tf.Tensor1D)
    return [...next, tf.concat1d(row)]
  })
}

/** One of a program's functions on `count` rows of `width` numbers. Inputs: the state, then “rows”. */
export function traceFunction(program: Program, name: string, count: number, width: number): Graph {
  const states = stateInputs(program)
  return trace([...states, { name: 'rows', shape: [count, width] }], (tensors) => [
    program.functions[name]!(
      states.map((state) => tensors[state.name]!),
      tensors['rows'] as tf.Tensor2D,
    ),
  ])
}
