import { sameShape, sizeOf, splatOf, type GraphNode } from '../ir.ts'
import { binary, broadcastShape, broadcastTo, reduce, reshape, scalar, transpose } from '../operations.ts'
import type { Rule } from './rule.ts'

/** Reshapes and transposes that follow each other are one, or none. */
export const mergeMoves: Rule = ({ op, inputs, shape, attributes }, build) => {
  const [x] = inputs
  if (op === 'Reshape') {
    if (sameShape(x!.shape, shape)) return x
    if (x!.op === 'Reshape') return reshape(build, x!.inputs[0]!, shape)
    if (x!.op.startsWith('Reduce') && x!.attributes['keepDims'] === true) {
      const axes = x!.attributes['axes'] as number[]
      const dropped = x!.shape.filter((_, axis) => !axes.includes(axis))
      if (sameShape(dropped, shape)) return reduce(build, x!.op, x!.inputs[0]!, axes, false)
    }
  }
  if (op === 'Transpose') {
    const perm = attributes['perm'] as number[]
    if (perm.every((axis, index) => axis === index)) return x
    if (x!.op === 'Transpose') {
      const inner = x!.attributes['perm'] as number[]
      return transpose(
        build,
        x!.inputs[0]!,
        perm.map((axis) => inner[axis]!),
      )
    }
    // Only lengths of 1 change places.
    const moved = perm.filter((axis) => x!.shape[axis] !== 1)
    if (moved.every((axis, index) => index === 0 || moved[index - 1]! < axis)) return reshape(build, x!, shape)
  }
  return undefined
}

const broadcasting = ['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Pow', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Equal', 'Where'] // prettier-ignore
const elementwise = ['Abs', 'Exp', 'LeakyRelu', 'Log', 'Neg', 'Reciprocal', 'Relu', 'Sigmoid', 'Softplus', 'Sqrt', 'Step', 'Tanh'] // prettier-ignore

/** What is repeated only to be combined with something of the full shape need not be. */
function spread(node: GraphNode, input: GraphNode, index: number): GraphNode | undefined {
  const source = input.inputs[0]
  const rest = (without: GraphNode) =>
    sameShape(broadcastShape(...node.inputs.map(({ shape }, at) => (at === index ? without.shape : shape))), node.shape)
  if (input.op === 'BroadcastTo') return rest(source!) ? source : undefined
  // [1] or [1, 1] made a scalar, or a row given leading ones.
  if (input.op === 'Reshape' && sizeOf(input.shape) === 1 && source!.shape.length <= node.shape.length) {
    const others = node.inputs.filter((_, at) => at !== index).map(({ shape }) => shape)
    return sameShape(broadcastShape(...others, []), node.shape) && rest(source!) ? source : undefined
  }
  return undefined
}

/** Repeats a value as late as can be: best of all never, because the operation that reads it repeats it by itself. */
export const spreadLate: Rule = (node, build) => {
  const { op, inputs, shape, dtype, attributes } = node
  const [x] = inputs
  if (broadcasting.includes(op)) {
    const next = inputs.map((input, index) => spread(node, input, index))
    const at = next.findIndex((input) => input !== undefined)
    if (at >= 0) return build.make(op, inputs.with(at, next[at]!), shape, dtype, attributes)
    // A product of the whole with one number, repeated: what is small is multiplied.
    const splats = inputs.map(splatOf)
    const full = inputs.findIndex((_, index) => splats[index] === undefined)
    if (inputs.length === 2 && full >= 0 && splats[1 - full] !== undefined && dtype === inputs[full]!.dtype) {
      const small = inputs[full]!.op === 'BroadcastTo' ? inputs[full]!.inputs[0]! : inputs[full]!
      const one = scalar(build, splats[1 - full]!, inputs[1 - full]!.dtype)
      if (!sameShape(small.shape, shape)) {
        return broadcastTo(build, full === 0 ? binary(build, op, small, one) : binary(build, op, one, small), shape)
      }
    }
  }
  if (x?.op === 'BroadcastTo') {
    const source = x.inputs[0]!
    if (elementwise.includes(op)) {
      return broadcastTo(build, build.make(op, [source], source.shape, dtype, attributes), shape)
    }
    if (op === 'BroadcastTo') return broadcastTo(build, source, shape)
    if (op === 'Reshape' && sizeOf(source.shape) === 1) {
      return broadcastTo(
        build,
        reshape(
          build,
          source,
          shape.map(() => 1),
        ),
        shape,
      )
    }
    if (op === 'ReduceSum' && sizeOf(source.shape) === 1) {
      const count = sizeOf(x.shape) / sizeOf(shape)
      const sum = binary(build, 'Mul', reshape(build, source, []), scalar(build, count))
      return broadcastTo(build, sum, shape)
    }
  }
  if (op === 'BroadcastTo' && sizeOf(x!.shape) === sizeOf(shape)) return reshape(build, x!, shape)
  return undefined
}
