import { sizeOf, type GraphNode } from '../ir.ts'
import type { Rule } from './rule.ts'

const unaryValues: Record<string, (x: number, node: GraphNode) => number> = {
  Abs: Math.abs,
  Exp: Math.exp,
  Log: Math.log,
  Neg: (x) => -x,
  Reciprocal: (x) => 1 / x,
  Relu: (x) => Math.max(x, 0),
  Sign: Math.sign,
  Sqrt: Math.sqrt,
  Step: (x, { attributes }) => (x > 0 ? 1 : (attributes['alpha'] as number)),
}

const binaryValues: Record<string, (a: number, b: number) => number> = {
  Add: (a, b) => a + b,
  Div: (a, b) => a / b,
  Max: Math.max,
  Min: Math.min,
  Mul: (a, b) => a * b,
  Sub: (a, b) => a - b,
}

/** Operations that only repeat or move numbers, so that one number all over stays so. */
const moving = ['BroadcastTo', 'Concat', 'Reshape', 'Slice', 'Tile', 'Transpose', 'Part', 'ReduceMax', 'ReduceMin', 'ReduceMean'] // prettier-ignore

const rounded = (node: GraphNode, value: number) => (node.dtype === 'float32' ? Math.fround(value) : value)

/** An operation on constants is done now, where each is one number all over, or where it is a mere reshape. */
export const foldConstants: Rule = (node, build) => {
  const { op, inputs, shape, dtype } = node
  if (inputs.length === 0 || dtype === 'bool' || inputs.some((input) => input.op !== 'Constant')) return undefined
  if (op === 'Reshape') return build.constant(inputs[0]!.values!, shape, dtype)
  if (inputs.some(({ values, dtype: own }) => values!.length !== 1 || own !== dtype)) return undefined
  const values = inputs.map((input) => input.values![0]!)
  const [first] = values
  const same = values.every((value) => value === first)
  const compute = unaryValues[op]
  const combine = binaryValues[op]
  let value: number | undefined
  if (compute) value = compute(first!, node)
  else if (combine) value = combine(first!, values[1]!)
  else if (op === 'ReduceSum') value = (first! * sizeOf(inputs[0]!.shape)) / sizeOf(shape)
  else if (same && moving.includes(op)) value = first
  return value === undefined ? undefined : build.constant([rounded(node, value)], shape, dtype)
}
