import { nodesOf, type Graph } from './ir.ts'
import { uncovered } from './lower/index.ts'
import { optimize } from './passes/index.ts'
import { originOfNode } from './trace/index.ts'
import { UncoveredError } from './uncovered.ts'

/** A recording made simpler, ready to be written. Throws UncoveredError where it has an operation that can't be. */
export function simplify(recording: Graph): Graph {
  const graph = optimize(recording)
  const [operation] = uncovered(graph)
  if (operation === undefined) return graph
  const recorded = nodesOf(recording).find(({ op }) => op === operation)
  throw new UncoveredError(operation, recorded ? originOfNode(recorded) : { kernel: null, part: null })
}
