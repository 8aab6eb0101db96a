import { typeNumber } from '../onnx/model.ts'
import type { Lowering, Lowerings } from './lowering.ts'

const same: Lowering = (emit, { op, inputs }) =>
  emit.emit(
    op,
    inputs.map((input) => emit.name(input)),
  )

const withAlpha: Lowering = (emit, { op, inputs, attributes }) =>
  emit.emit(op, [emit.name(inputs[0]!)], { alpha: { float: attributes['alpha'] as number } })

const broadcasting: Lowering = (emit, { op, inputs, shape }) => emit.emit(op, emit.operands(inputs, shape))

/**
 * Any normal number above zero times this is at least 1. (A subnormal one may give less: there the derivative of a
 * kinked activation is between the two slopes.)
 */
const large = { float32: 3e38, float64: 1.7e308 }

const unaryOps = [
  'Abs', 'Ceil', 'Cos', 'Erf', 'Exp', 'Floor', 'Log', 'Neg', 'Not', 'Reciprocal', 'Relu', 'Round', 'Sigmoid', 'Sign',
  'Sin', 'Softplus', 'Sqrt', 'Tanh',
] // prettier-ignore
const binaryOps = [
  'Add', 'And', 'Div', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Max', 'Min', 'Mul', 'Or', 'Pow',
  'Sub', 'Where',
] // prettier-ignore

/** Operations on each number by itself. */
export const elementwiseLowerings: Lowerings = {
  ...Object.fromEntries(unaryOps.map((op) => [op, same])),
  ...Object.fromEntries(binaryOps.map((op) => [op, broadcasting])),
  LeakyRelu: withAlpha,
  Elu: withAlpha,
  Clip: (emit, { inputs, attributes }) =>
    emit.emit('Clip', [
      emit.name(inputs[0]!),
      emit.number(attributes['low'] as number),
      emit.number(attributes['high'] as number),
    ]),
  // 1 above zero, else alpha, without a comparison, which would cost as much as two products.
  Step: (emit, { inputs, attributes }) => {
    const x = emit.name(inputs[0]!)
    const alpha = attributes['alpha'] as number
    const scale = large[emit.precision]
    // min(1, max(0, scale · x)) in one operation, which there is for single precision only.
    if (alpha === 0 && emit.precision === 'float32') {
      return emit.emit('HardSigmoid', [x], { alpha: { float: scale }, beta: { float: 0 } })
    }
    return emit.emit('Clip', [emit.emit('Mul', [x, emit.number(scale)]), emit.number(alpha), emit.number(1)])
  },
  Cast: (emit, { inputs, dtype }) => emit.emit('Cast', [emit.name(inputs[0]!)], { to: typeNumber(emit.typeOf(dtype)) }),
}
