import { sizeOf } from '../ir.ts'
import { fill, reshape } from '../operations.ts'
import type { Rule } from './rule.ts'

/** Numbers below which one operation takes as long as the other. */
const worthIt = 256

/**
 * The sum or mean of all rows is a row of ones, or of 1 / rows, times the matrix: onnxruntime adds rows up several times
 * as slowly as it multiplies them, and on several threads more slowly still.
 */
export const multiplyByOnes: Rule = ({ op, inputs, shape, dtype, attributes }, build) => {
  if ((op !== 'ReduceSum' && op !== 'ReduceMean') || dtype !== 'float32') return undefined
  const [x] = inputs
  const columns = x!.shape.at(-1)!
  const rows = sizeOf(x!.shape) / columns
  const axes = attributes['axes'] as number[]
  const allButLast = axes.length === x!.shape.length - 1 && axes.every((axis, index) => axis === index)
  if (!allButLast || rows === 1 || columns === 1 || sizeOf(x!.shape) < worthIt) return undefined
  const ones = fill(build, [rows], op === 'ReduceSum' ? 1 : 1 / rows, dtype)
  const product = build.make('MatMul', [ones, reshape(build, x!, [rows, columns])], [columns], dtype)
  return reshape(build, product, shape)
}
