import type { GraphBuilder, GraphNode } from '../ir.ts'
import { gemm } from '../operations.ts'
import type { Rule } from './rule.ts'

/** A transposed operand is read transposed instead of being turned first. */
export const foldTransposes: Rule = ({ op, inputs, attributes }, build) => {
  if (op !== 'Gemm') return undefined
  const [a, b, addend] = inputs
  const transposeA = attributes['transposeA'] as boolean
  const transposeB = attributes['transposeB'] as boolean
  if (a!.op === 'Transpose') return gemm(build, a!.inputs[0]!, b!, !transposeA, transposeB, addend)
  if (b!.op === 'Transpose') return gemm(build, a!, b!.inputs[0]!, transposeA, !transposeB, addend)
  return undefined
}

/** A bias, or another product that nobody else reads, is where the multiplication starts to add up. */
export const foldAddends: Rule = ({ op, inputs, shape }, build, { uses }) => {
  if (op !== 'Add') return undefined
  const [a, b] = inputs
  const bare = (x: GraphNode) => x.op === 'Gemm' && x.inputs.length === 2 && uses(x) === 1
  if (bare(a!) && fits(b!, shape)) return started(build, a!, b!)
  if (bare(b!) && fits(a!, shape)) return started(build, b!, a!)
  return undefined
}

function fits({ op, shape }: GraphNode, result: readonly number[]): boolean {
  const row = shape.length === 1 && shape[0] === result[1]
  return row || (op === 'Gemm' && shape[0] === result[0] && shape[1] === result[1])
}

function started(build: GraphBuilder, { inputs, attributes }: GraphNode, addend: GraphNode): GraphNode {
  const { transposeA, transposeB } = attributes
  return gemm(build, inputs[0]!, inputs[1]!, transposeA as boolean, transposeB as boolean, addend)
}
