import type { Graph } from './ir.ts'
import { Emitter, type Precision } from './lower/emitter.ts'
import { lower } from './lower/index.ts'
import type { OnnxGraph, OnnxValue } from './onnx/model.ts'

/** Names in a loop's model. */
export const loopNames = {
  /** How many steps to run. */
  count: 'count',
  /** What state number `index` is after the last step. */
  next: (index: number) => `next${index}`,
  /** The rows of all steps, [count, …]. */
  rows: 'rows',
}

/**
 * A step as a model that runs any number of steps a call. The graph's first inputs are the state, and its outputs the
 * next state and one row; of every other input the model takes those of all steps, stacked: [count, …its shape].
 */
export function loopModel(graph: Graph, states: number, precision: Precision): OnnxGraph {
  const emit = new Emitter(precision)
  const valueOf = (name: string, shape: readonly (number | null)[]): OnnxValue => ({ name, type: precision, shape })
  const named = graph.inputs.map((node) => ({ node, name: String(node.attributes['name']), shape: node.shape }))
  const carried = named.slice(0, states)
  const stacked = named.slice(states)

  for (const { node, name } of carried) emit.bind(node, `${name}_before`)
  for (const { node, name } of stacked) emit.bind(node, emit.emit('Gather', [name, 'step'], { axis: 0 }))
  const results = lower(emit, graph)
  const condition = emit.emit('Identity', ['go'])

  const row = graph.outputs.at(-1)!
  const body: OnnxGraph = {
    nodes: emit.nodes,
    constants: emit.constants,
    inputs: [
      { name: 'step', type: 'int64', shape: [] },
      { name: 'go', type: 'bool', shape: [] },
      ...carried.map(({ name, shape }) => valueOf(`${name}_before`, shape)),
    ],
    outputs: [
      { name: condition, type: 'bool', shape: [] },
      ...carried.map(({ shape }, index) => valueOf(results[index]!, shape)),
      valueOf(results[states]!, row.shape),
    ],
  }
  return {
    nodes: [
      {
        op: 'Loop',
        inputs: [loopNames.count, '', ...carried.map(({ name }) => name)],
        outputs: [...carried.map((_, index) => loopNames.next(index)), loopNames.rows],
        attributes: { body: { graph: body } },
      },
    ],
    constants: [],
    inputs: [
      { name: loopNames.count, type: 'int64', shape: [] },
      ...carried.map(({ name, shape }) => valueOf(name, shape)),
      ...stacked.map(({ name, shape }) => valueOf(name, [null, ...shape])),
    ],
    outputs: [
      ...carried.map(({ shape }, index) => valueOf(loopNames.next(index), shape)),
      valueOf(loopNames.rows, [null, ...row.shape]),
    ],
  }
}
