import { nodesOf, type Graph, type GraphNode } from '../ir.ts'
import { elementwiseLowerings } from './elementwise.ts'
import type { Emitter } from './emitter.ts'
import type { Lowerings } from './lowering.ts'
import { matrixLowerings } from './matrix.ts'
import { shapeLowerings } from './shape.ts'

const lowerings: Lowerings = { ...elementwiseLowerings, ...shapeLowerings, ...matrixLowerings }

/** Operations that are written by the emitter itself, or with their inputs. */
const structural = ['Input', 'Constant', 'Split', 'Part']

/** The operations of a graph that there is no ONNX for. */
export function uncovered(graph: Graph): string[] {
  const ops = new Set(nodesOf(graph).map(({ op }) => op))
  return [...ops].filter((op) => !structural.includes(op) && !lowerings[op])
}

/**
 * Writes a graph's nodes as ONNX; the inputs are bound beforehand. Answers with the names of the outputs, in order:
 * none of them is an input's, or another output's.
 */
export function lower(emit: Emitter, graph: Graph): string[] {
  const parts = new Map<GraphNode, string[]>()
  for (const node of nodesOf(graph)) {
    if (node.op === 'Input' || node.op === 'Constant') continue
    if (node.op === 'Split') {
      const sizes = node.attributes['sizes'] as number[]
      const given = [emit.name(node.inputs[0]!), emit.integers(sizes)]
      parts.set(node, emit.emitAll('Split', given, { axis: node.attributes['axis'] as number }, sizes.length))
    } else if (node.op === 'Part') {
      emit.bind(node, parts.get(node.inputs[0]!)![node.attributes['index'] as number]!)
    } else {
      emit.bind(node, lowerings[node.op]!(emit, node))
    }
  }
  const taken = new Set<GraphNode>()
  return graph.outputs.map((node) => {
    const name = emit.name(node)
    const own = node.op !== 'Input' && node.op !== 'Constant' && !taken.has(node)
    taken.add(node)
    return own ? name : emit.emit('Identity', [name])
  })
}
