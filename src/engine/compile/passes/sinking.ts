import { sameShape, sizeOf, type GraphNode } from '../ir.ts'
import { reshape } from '../operations.ts'
import { arithmetic, type Rule } from './rule.ts'

const unary = ['Abs', 'Clip', 'Elu', 'Erf', 'Exp', 'LeakyRelu', 'Log', 'Neg', 'Reciprocal', 'Relu', 'Sigmoid', 'Sign', 'Softplus', 'Sqrt', 'Step', 'Tanh'] // prettier-ignore

/** Numbers in a tensor below which one more reshape costs as much as anything else. */
const worthIt = 256

/** What an operand is before its reshape to the whole shape; itself where it is repeated along all axes but the last. */
function before(operand: GraphNode, shape: readonly number[], inner: readonly number[]): GraphNode | undefined {
  if (operand.op === 'Reshape' && sameShape(operand.shape, shape)) {
    const source = operand.inputs[0]!
    return sameShape(source.shape, inner) ? source : undefined
  }
  const { shape: own } = operand
  const row = own.length === 1 && own[0] === inner.at(-1) && own[0] === shape.at(-1)
  return row || own.length === 0 ? operand : undefined
}

/**
 * What is computed number by number of a matrix seen as images is computed of the matrix, and then seen as images: so
 * that a bias and an activation stay beside the product that they belong to.
 */
export const sinkReshapes: Rule = ({ op, inputs, shape, dtype, attributes }, build) => {
  const whole = inputs.find((input) => input.op === 'Reshape' && sameShape(input.shape, shape))
  if (!whole || sizeOf(shape) < worthIt || !(unary.includes(op) || arithmetic.includes(op))) return undefined
  const inner = whole.inputs[0]!.shape
  const sources = inputs.map((input) => before(input, shape, inner))
  if (sources.some((source) => source === undefined)) return undefined
  return reshape(build, build.make(op, sources as GraphNode[], inner, dtype, attributes), shape)
}
