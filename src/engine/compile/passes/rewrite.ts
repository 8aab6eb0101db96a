import { GraphBuilder, nodesOf, type Graph, type GraphNode } from '../ir.ts'
import type { Rule, Surroundings } from './rule.ts'

/** Times a node may be replaced in one pass; what is left over is for the next one. */
const mostReplacements = 20

/**
 * Makes every node anew from its new inputs, and lets `replace` put another in its place. What nobody needs any more
 * is left behind, and what two nodes compute alike is computed once. Inputs keep their order, used or not.
 */
export function rebuild(
  graph: Graph,
  replace: (fresh: GraphNode, old: GraphNode, build: GraphBuilder) => GraphNode,
): Graph {
  const build = new GraphBuilder()
  const made = new Map<GraphNode, GraphNode>()
  for (const old of graph.inputs) made.set(old, build.input(String(old.attributes['name']), old.shape, old.dtype))
  for (const old of nodesOf(graph)) {
    if (made.has(old)) continue
    const inputs = old.inputs.map((input) => made.get(input)!)
    const fresh = old.values
      ? build.constant(old.values, old.shape, old.dtype)
      : build.make(old.op, inputs, old.shape, old.dtype, old.attributes)
    made.set(old, replace(fresh, old, build))
  }
  const now = (node: GraphNode) => made.get(node)!
  return { inputs: graph.inputs.map(now), outputs: graph.outputs.map(now) }
}

function firstOf(
  rules: readonly Rule[],
  node: GraphNode,
  build: GraphBuilder,
  around: Surroundings,
): GraphNode | undefined {
  for (const rule of rules) {
    const better = rule(node, build, around)
    if (better && better !== node) return better
  }
  return undefined
}

function countUses(graph: Graph): Map<GraphNode, number> {
  const counts = new Map<GraphNode, number>()
  const add = (node: GraphNode) => counts.set(node, (counts.get(node) ?? 0) + 1)
  for (const { inputs } of nodesOf(graph)) inputs.forEach(add)
  graph.outputs.forEach(add)
  return counts
}

/** One pass over a graph: every node is replaced for as long as a rule applies. */
function pass(graph: Graph, rules: readonly Rule[]): { graph: Graph; changed: boolean } {
  const counts = countUses(graph)
  const uses = new Map<GraphNode, number>()
  const readers = new Map<GraphNode, Map<string, GraphNode>>()
  const around: Surroundings = {
    uses: (node) => uses.get(node) ?? 0,
    reader: (op, input) => readers.get(input)?.get(op),
  }
  let changed = false
  const next = rebuild(graph, (made, old, build) => {
    let node = made
    for (let count = 0; count < mostReplacements; count++) {
      const better = firstOf(rules, node, build, around)
      if (!better) break
      node = better
      changed = true
    }
    uses.set(node, (uses.get(node) ?? 0) + (counts.get(old) ?? 0))
    for (const input of node.inputs) {
      const known = readers.get(input) ?? new Map<string, GraphNode>()
      if (!known.has(node.op)) readers.set(input, known.set(node.op, node))
    }
    return node
  })
  return { graph: next, changed }
}

/** Applies the rules until none of them does anything, or for `most` passes. */
export function rewrite(graph: Graph, rules: readonly Rule[], most = 20): Graph {
  let current = graph
  for (let count = 0; count < most; count++) {
    const { graph: next, changed } = pass(current, rules)
    current = next
    if (!changed) break
  }
  return current
}
