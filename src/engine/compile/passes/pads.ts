import type { GraphNode } from '../ir.ts'
import { concat } from '../operations.ts'
import type { Rule } from './rule.ts'

interface Placed {
  axis: number
  start: number
  end: number
  parts: GraphNode[]
}

/** A piece of a tensor with zeros before and after it along one axis. */
function placedOf(node: GraphNode): Placed | undefined {
  if (node.op !== 'Pad' || node.attributes['value'] !== 0) return undefined
  const paddings = node.attributes['paddings'] as [number, number][]
  const axes = paddings.flatMap(([before, after], axis) => (before > 0 || after > 0 ? [axis] : []))
  const axis = axes[0]
  if (axes.length !== 1 || axis === undefined) return undefined
  const source = node.inputs[0]!
  const parts = source.op === 'Concat' && source.attributes['axis'] === axis ? [...source.inputs] : [source]
  return { axis, start: paddings[axis]![0], end: paddings[axis]![0] + source.shape[axis]!, parts }
}

/**
 * The gradient of a tensor that was read in parts is a sum of parts with zeros around them; where they lie side by
 * side, it is the parts one after the other.
 */
export const joinPads: Rule = ({ op, inputs, shape }, build) => {
  if (op !== 'Add') return undefined
  const [a, b] = inputs.map(placedOf)
  if (!a || !b || a.axis !== b.axis) return undefined
  const [first, second] = a.start < b.start ? [a, b] : [b, a]
  if (first.end !== second.start) return undefined
  const joined = concat(build, [...first.parts, ...second.parts], a.axis)
  const length = shape[a.axis]!
  if (first.start === 0 && second.end === length) return joined
  const paddings = shape.map((_, axis) => (axis === a.axis ? [first.start, length - second.end] : [0, 0]))
  return build.make('Pad', [joined], shape, joined.dtype, { paddings, value: 0 })
}
