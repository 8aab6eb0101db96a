import type { DataType } from '../ir.ts'
import { binary, cast, reshape, scalar, select, unary } from '../operations.ts'
import type { Kernel, Kernels } from './kernel.ts'

const unaryNames: Record<string, string> = {
  Abs: 'Abs',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Erf: 'Erf',
  Exp: 'Exp',
  Floor: 'Floor',
  Log: 'Log',
  LogicalNot: 'Not',
  Neg: 'Neg',
  Reciprocal: 'Reciprocal',
  Relu: 'Relu',
  Round: 'Round',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sin: 'Sin',
  Softplus: 'Softplus',
  Sqrt: 'Sqrt',
  Tanh: 'Tanh',
}

const binaryNames: Record<string, string> = {
  Add: 'Add',
  Maximum: 'Max',
  Minimum: 'Min',
  Multiply: 'Mul',
  Pow: 'Pow',
  RealDiv: 'Div',
  Sub: 'Sub',
}

const comparisonNames: Record<string, string> = {
  Equal: 'Equal',
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
  Less: 'Less',
  LessEqual: 'LessOrEqual',
  LogicalAnd: 'And',
  LogicalOr: 'Or',
}

function named(names: Record<string, string>, kernel: (op: string) => Kernel): Kernels {
  return Object.fromEntries(Object.entries(names).map(([name, op]) => [name, kernel(op)]))
}

/** Kernels that treat each number by itself. */
export const elementwiseKernels: Kernels = {
  ...named(
    unaryNames,
    (op) =>
      (build, { x }) =>
        unary(build, op, x!),
  ),
  ...named(
    binaryNames,
    (op) =>
      (build, { a, b }) =>
        binary(build, op, a!, b!),
  ),
  ...named(
    comparisonNames,
    (op) =>
      (build, { a, b }) =>
        binary(build, op, a!, b!, 'bool'),
  ),
  NotEqual: (build, { a, b }) => unary(build, 'Not', binary(build, 'Equal', a!, b!, 'bool')),
  AddN: (build, inputs) => Object.values(inputs).reduce((sum, x) => binary(build, 'Add', sum, x)),
  Square: (build, { x }) => binary(build, 'Mul', x!, x!),
  SquaredDifference: (build, { a, b }) => {
    const difference = binary(build, 'Sub', a!, b!)
    return binary(build, 'Mul', difference, difference)
  },
  Rsqrt: (build, { x }) => unary(build, 'Reciprocal', unary(build, 'Sqrt', x!)),
  Expm1: (build, { x }) => binary(build, 'Sub', unary(build, 'Exp', x!), scalar(build, 1)),
  Log1p: (build, { x }) => unary(build, 'Log', binary(build, 'Add', x!, scalar(build, 1))),
  LeakyRelu: (build, { x }, { alpha }) => unary(build, 'LeakyRelu', x!, { alpha: alpha as number }),
  Elu: (build, { x }, { alpha }) => unary(build, 'Elu', x!, { alpha: (alpha as number | undefined) ?? 1 }),
  // tfjs passes dy and the activation's output: dy where it is positive, else dy · (y + 1).
  EluGrad: (build, { dy, y }) => {
    const below = binary(build, 'Mul', dy!, binary(build, 'Add', y!, scalar(build, 1)))
    return select(build, binary(build, 'GreaterOrEqual', y!, scalar(build, 0), 'bool'), dy!, below)
  },
  Step: (build, { x }, { alpha }) => unary(build, 'Step', x!, { alpha: (alpha as number | undefined) ?? 0 }),
  ClipByValue: (build, { x }, { clipValueMin, clipValueMax }) =>
    unary(build, 'Clip', x!, { low: clipValueMin as number, high: clipValueMax as number }),
  Cast: (build, { x }, { dtype }) => cast(build, x!, dtype as DataType),
  Identity: (_build, { x }) => x!,
  // A condition with one number an example chooses whole rows.
  Select: (build, { condition, t, e }) => {
    const rank = t!.shape.length
    const rows = condition!.shape.length === 1 && rank > 1
    const shape = rows ? [condition!.shape[0]!, ...Array<number>(rank - 1).fill(1)] : condition!.shape
    return select(build, reshape(build, condition!, shape), t!, e!)
  },
}
