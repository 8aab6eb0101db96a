import type { GraphBuilder, GraphNode } from '../ir.ts'
import { gemm } from '../operations.ts'
import type { Rule, Surroundings } from './rule.ts'

/** A transposed operand is read transposed instead of being turned first. */
export const foldTransposes: Rule = ({ op, inputs, attributes }, build) => {
  if (op !== 'Gemm' || attributes['scale'] !== undefined) return undefined
  const [a, b, addend] = inputs
  const transposeA = attributes['transposeA'] as boolean
  const transposeB = attributes['transposeB'] as boolean
  if (a!.op === 'Transpose') return gemm(build, a!.inputs[0]!, b!, !transposeA, transposeB, addend)
  if (b!.op === 'Transpose') return gemm(build, a!, b!.inputs[0]!, transposeA, !transposeB, addend)
  return undefined
}

/**
 * A product with a bias or another product where it starts to add up; undefined where it starts with something already,
 * or where somebody else reads it. Of products that are added up one after the other, the first one starts.
 */
function started(
  build: GraphBuilder,
  product: GraphNode,
  addend: GraphNode,
  around: Surroundings,
): GraphNode | undefined {
  // A product with a factor would have to give it to what it starts with too.
  if (product.op !== 'Gemm' || product.attributes['scale'] !== undefined || around.uses(product) !== 1) return undefined
  const [a, b, before] = product.inputs
  const { transposeA, transposeB } = product.attributes
  const first = before ? started(build, before, addend, around) : addend
  return first && gemm(build, a!, b!, transposeA as boolean, transposeB as boolean, first)
}

function fits({ op, shape }: GraphNode, result: readonly number[]): boolean {
  const row = shape.length === 1 && shape[0] === result[1]
  return row || (op === 'Gemm' && shape[0] === result[0] && shape[1] === result[1])
}

/** A bias, or another product that nobody else reads, is where the multiplication starts to add up. */
export const foldAddends: Rule = ({ op, inputs, shape }, build, around) => {
  if (op !== 'Add') return undefined
  const [a, b] = inputs as [GraphNode, GraphNode]
  return (
    (fits(b, shape) ? started(build, a, b, around) : undefined) ??
    (fits(a, shape) ? started(build, b, a, around) : undefined)
  )
}
