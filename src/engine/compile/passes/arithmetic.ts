import { sameShape, splatOf, type GraphBuilder, type GraphNode } from '../ir.ts'
import { binary, broadcastTo, fill, scalar, unary } from '../operations.ts'
import type { Rule } from './rule.ts'

/** A node's operand with a constant that is one number all over as the other; the operand comes first. */
function withSplat(node: GraphNode): { x: GraphNode; value: number; constant: GraphNode } | undefined {
  const [a, b] = node.inputs
  const second = splatOf(b!)
  if (second !== undefined) return { x: a!, value: second, constant: b! }
  const first = splatOf(a!)
  return first === undefined ? undefined : { x: b!, value: first, constant: a! }
}

/** Adding 0, or multiplying or dividing by 1, changes nothing but perhaps the shape; a product with 0 is 0. */
export const dropNeutral: Rule = (node, build) => {
  const { op, inputs, shape, dtype } = node
  if (op === 'Add' || op === 'Mul') {
    const found = withSplat(node)
    if (found?.value === (op === 'Add' ? 0 : 1)) return broadcastTo(build, found.x, shape)
    if (op === 'Mul' && found?.value === 0) return fill(build, shape, 0, dtype)
  }
  if (op === 'Sub' || op === 'Div') {
    if (splatOf(inputs[1]!) === (op === 'Sub' ? 0 : 1)) return broadcastTo(build, inputs[0]!, shape)
    if (op === 'Sub' && splatOf(inputs[0]!) === 0) return broadcastTo(build, unary(build, 'Neg', inputs[1]!), shape)
  }
  if (op === 'Clip' && attributesUnbounded(node)) return inputs[0]
  return undefined
}

function attributesUnbounded({ attributes }: GraphNode): boolean {
  return attributes['low'] === -Infinity && attributes['high'] === Infinity
}

/** x · a · b with constants a and b is x · (a · b). */
export const mergeFactors: Rule = (node, build) => {
  if (node.op === 'Neg') {
    const inner = factorOf(node.inputs[0]!)
    return inner && scaled(build, inner.x, -inner.value, node)
  }
  if (node.op !== 'Mul') return undefined
  const outer = withSplat(node)
  if (!outer) return undefined
  const inner = factorOf(outer.x)
  if (inner) return scaled(build, inner.x, Math.fround(inner.value * outer.value), node)
  if (outer.x.op === 'Neg') return scaled(build, outer.x.inputs[0]!, -outer.value, node)
  return undefined
}

/** c · a + c · b = c · (a + b), as Adam has it with β₁ = ½. */
export const shareFactors: Rule = ({ op, inputs, shape }, build) => {
  if (op !== 'Add' && op !== 'Sub') return undefined
  const [a, b] = inputs.map(factorOf)
  if (!a || a.value !== b?.value || !sameShape(a.x.shape, b.x.shape)) return undefined
  return broadcastTo(build, binary(build, 'Mul', binary(build, op, a.x, b.x), scalar(build, a.value)), shape)
}

function factorOf(node: GraphNode): { x: GraphNode; value: number } | undefined {
  const found = node.op === 'Mul' ? withSplat(node) : undefined
  return found && sameShape(found.x.shape, node.shape) ? found : undefined
}

function scaled(build: GraphBuilder, x: GraphNode, value: number, { shape }: GraphNode): GraphNode {
  return broadcastTo(build, binary(build, 'Mul', x, scalar(build, value)), shape)
}

/** Signs that cancel or merge: −(−x), a + (−b), a − (−b), (−a)(−b), x². */
export const mergeSigns: Rule = (node, build) => {
  const { op, inputs, shape } = node
  const [a, b] = inputs
  const bare = (x: GraphNode) => x.inputs[0]!
  const made = (operation: string, left: GraphNode, right: GraphNode) =>
    broadcastTo(build, binary(build, operation, left, right), shape)
  if (op === 'Neg' && a!.op === 'Neg') return bare(a!)
  if (op === 'Neg' && a!.op === 'Sub' && sameShape(a!.shape, shape)) return made('Sub', a!.inputs[1]!, a!.inputs[0]!)
  if (op === 'Add' && b!.op === 'Neg') return made('Sub', a!, bare(b!))
  if (op === 'Add' && a!.op === 'Neg') return made('Sub', b!, bare(a!))
  if (op === 'Sub' && b!.op === 'Neg') return made('Add', a!, bare(b!))
  if ((op === 'Mul' || op === 'Div') && a!.op === 'Neg' && b!.op === 'Neg') return made(op, bare(a!), bare(b!))
  return undefined
}
