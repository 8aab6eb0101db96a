import { nodesOf, type Graph, type GraphNode } from '../ir.ts'
import { split } from '../operations.ts'
import { rebuild } from './rewrite.ts'

interface Part {
  axis: number
  start: number
  size: number
}

/** Along which axis, and where, a slice takes a part in one piece. */
function partOf({ op, inputs, shape, attributes }: GraphNode): Part | undefined {
  if (op !== 'Slice') return undefined
  const axes = shape.flatMap((length, axis) => (length === inputs[0]!.shape[axis] ? [] : [axis]))
  const axis = axes[0]
  if (axes.length !== 1 || axis === undefined || (attributes['step'] as number[])[axis] !== 1) return undefined
  return { axis, start: (attributes['begin'] as number[])[axis]!, size: shape[axis]! }
}

/** The parts in order, if they lie side by side and are the whole length together. */
function tiling(parts: readonly Part[], length: number): Part[] | undefined {
  const sorted = [...parts].sort((a, b) => a.start - b.start)
  let end = 0
  for (const { start, size } of sorted) {
    if (start !== end) return undefined
    end += size
  }
  return end === length ? sorted : undefined
}

/** Slices of one tensor that together are the whole of it are taken at once. */
export function joinSlices(graph: Graph): Graph {
  const groups = new Map<GraphNode, Map<number, Part[]>>()
  for (const node of nodesOf(graph)) {
    const part = partOf(node)
    if (!part) continue
    const source = node.inputs[0]!
    const axes = groups.get(source) ?? new Map<number, Part[]>()
    groups.set(source, axes.set(part.axis, [...(axes.get(part.axis) ?? []), part]))
  }
  return rebuild(graph, (fresh, old, build) => {
    const part = partOf(old)
    if (!part) return fresh
    const source = old.inputs[0]!
    const parts = tiling(groups.get(source)!.get(part.axis)!, source.shape[part.axis]!)
    if (!parts) return fresh
    const sizes = parts.map(({ size }) => size)
    return split(build, fresh.inputs[0]!, sizes, part.axis)[parts.findIndex(({ start }) => start === part.start)]!
  })
}
