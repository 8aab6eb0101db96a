import { sizeOf, type GraphBuilder, type GraphNode } from '../ir.ts'
import { binary, gemm, matMul, reduce, reshape, transpose, unary } from '../operations.ts'
import { axisOf, type KernelAttributes, type KernelInputs, type Kernels } from './kernel.ts'

/** The last two axes exchanged. */
function turned(build: GraphBuilder, x: GraphNode): GraphNode {
  const rank = x.shape.length
  const axes = x.shape.map((_, axis) => axis)
  return transpose(build, x, [...axes.slice(0, -2), rank - 1, rank - 2])
}

function product(build: GraphBuilder, { a, b }: KernelInputs, attributes: KernelAttributes): GraphNode {
  const transposeA = Boolean(attributes['transposeA'])
  const transposeB = Boolean(attributes['transposeB'])
  const stacks = [a!, b!].map(({ shape }) => shape.slice(0, -2))
  if (stacks.every((stack) => sizeOf(stack) === 1)) {
    const [left, right] = [a!, b!].map((x) => reshape(build, x, x.shape.slice(-2)))
    const made = gemm(build, left!, right!, transposeA, transposeB)
    const ones = Array<number>(Math.max(...stacks.map(({ length }) => length))).fill(1)
    return reshape(build, made, [...ones, ...made.shape])
  }
  return matMul(build, transposeA ? turned(build, a!) : a!, transposeB ? turned(build, b!) : b!)
}

/** Kernels that multiply matrices, and softmax. */
export const matrixKernels: Kernels = {
  BatchMatMul: product,
  _FusedMatMul: (build, inputs, attributes) => {
    const { bias } = inputs
    const made = product(build, inputs, attributes)
    const sum = bias ? binary(build, 'Add', made, bias) : made
    switch (attributes['activation']) {
      case undefined:
      case null:
      case 'linear':
        return sum
      case 'relu':
        return unary(build, 'Relu', sum)
      case 'sigmoid':
        return unary(build, 'Sigmoid', sum)
      case 'leakyrelu':
        return unary(build, 'LeakyRelu', sum, { alpha: attributes['leakyreluAlpha'] as number })
      default:
        throw new Error(`_FusedMatMul with the activation ${String(attributes['activation'])}`)
    }
  },
  Softmax: (build, { logits }, { dim }) => {
    const axes = [axisOf(dim as number, logits!.shape.length)]
    const shifted = binary(build, 'Sub', logits!, reduce(build, 'ReduceMax', logits!, axes, true))
    const powers = unary(build, 'Exp', shifted)
    return binary(build, 'Div', powers, reduce(build, 'ReduceSum', powers, axes, true))
  },
}
