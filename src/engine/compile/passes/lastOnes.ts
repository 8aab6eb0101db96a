import { sameShape, sizeOf } from '../ir.ts'
import { isScalar, reshape } from '../operations.ts'
import { arithmetic, type Rule } from './rule.ts'

/** Numbers in a tensor below which two reshapes cost as much as they save. */
const worthIt = 4096

/**
 * One number with each of a tensor whose last length is 1, as images of one channel are: onnxruntime takes the last
 * axis at once and the others one by one, several nanoseconds each, so the tensor is made a single row.
 */
export const flattenLastOnes: Rule = ({ op, inputs, shape, dtype, attributes }, build) => {
  if (!arithmetic.includes(op) || shape.length < 2 || shape.at(-1) !== 1 || sizeOf(shape) < worthIt) return undefined
  if (!inputs.some(isScalar) || !inputs.every((input) => isScalar(input) || sameShape(input.shape, shape))) {
    return undefined
  }
  const row = [sizeOf(shape)]
  const flat = inputs.map((input) => reshape(build, input, isScalar(input) ? [] : row))
  return reshape(build, build.make(op, flat, row, dtype, attributes), shape)
}
