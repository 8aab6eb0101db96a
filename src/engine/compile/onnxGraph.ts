import type { Graph } from './ir.ts'
import { Emitter, type Precision } from './lower/emitter.ts'
import { lower } from './lower/index.ts'
import type { OnnxGraph } from './onnx/model.ts'

/** A graph as a whole ONNX model: inputs by their names, outputs o0, o1, … in order. */
export function plainModel(graph: Graph, precision: Precision): OnnxGraph {
  const emit = new Emitter(precision)
  for (const node of graph.inputs) emit.bind(node, String(node.attributes['name']))
  const names = lower(emit, graph)
  return {
    nodes: emit.nodes,
    constants: emit.constants,
    inputs: graph.inputs.map(({ attributes, shape, dtype }) => ({
      name: String(attributes['name']),
      type: emit.typeOf(dtype),
      shape,
    })),
    outputs: graph.outputs.map(({ shape, dtype }, index) => ({ name: names[index]!, type: emit.typeOf(dtype), shape })),
  }
}
