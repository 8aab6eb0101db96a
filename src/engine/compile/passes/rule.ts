import type { GraphBuilder, GraphNode } from '../ir.ts'

/** What a rule may ask about the graph it rewrites. */
export interface Surroundings {
  /** How many nodes and outputs of the graph read this node of the new graph, so far as they are known. */
  uses(node: GraphNode): number
  /** The first node with this operation that reads the given one, in the new graph as made so far. */
  reader(op: string, input: GraphNode): GraphNode | undefined
}

/** Something simpler that gives the same as a node; undefined where the rule doesn't apply. */
export type Rule = (node: GraphNode, build: GraphBuilder, around: Surroundings) => GraphNode | undefined

/** Operations on two tensors, number by number. */
export const arithmetic: readonly string[] = ['Add', 'Div', 'Max', 'Min', 'Mul', 'Sub']
