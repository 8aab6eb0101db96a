import { sizeOf, splatOf, type GraphNode } from '../ir.ts'
import { binary, isScalar, unary } from '../operations.ts'
import type { Rule } from './rule.ts'

/** Parameters below which a pass over them costs less than three operations on one number. */
const worthIt = 16_384

/** A product's scalar and its other operand. */
function scaledBy(node: GraphNode | undefined): { x: GraphNode; scale: GraphNode } | undefined {
  if (node?.op !== 'Mul') return undefined
  const [a, b] = node.inputs as [GraphNode, GraphNode]
  if (isScalar(a) && !isScalar(b)) return { x: b, scale: a }
  return isScalar(b) && !isScalar(a) ? { x: a, scale: b } : undefined
}

/**
 * Adam's r · m / (√(c · v) + ε) is (r / √c) · m / (√v + ε / √c): its correction of v then costs three operations on one
 * number instead of one on every parameter.
 */
export const correctRate: Rule = (node, build) => {
  if (sizeOf(node.shape) < worthIt) return undefined
  const step = scaledBy(node)
  if (step?.x.op !== 'Div') return undefined
  const [m, denominator] = step.x.inputs as [GraphNode, GraphNode]
  if (denominator.op !== 'Add') return undefined
  const [root, epsilon] = denominator.inputs as [GraphNode, GraphNode]
  const corrected = root.op === 'Sqrt' ? scaledBy(root.inputs[0]) : undefined
  if (!corrected || splatOf(epsilon) === undefined || !isScalar(epsilon)) return undefined
  const scale = unary(build, 'Sqrt', corrected.scale)
  const least = binary(build, 'Div', epsilon, scale)
  const quotient = binary(build, 'Div', m, binary(build, 'Add', unary(build, 'Sqrt', corrected.x), least))
  return binary(build, 'Mul', quotient, binary(build, 'Div', step.scale, scale))
}
