import type { GraphNode } from '../ir.ts'
import type { Emitter } from './emitter.ts'

/** Writes one operation of a graph as ONNX nodes, and gives the name of what they compute. */
export type Lowering = (emit: Emitter, node: GraphNode) => string
export type Lowerings = Readonly<Record<string, Lowering>>
