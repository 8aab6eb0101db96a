import type { Lowering, Lowerings } from './lowering.ts'

const reduction: Lowering = (emit, { op, inputs, attributes }) =>
  emit.emit(op, [emit.name(inputs[0]!), emit.integers(attributes['axes'] as number[])], {
    keepdims: attributes['keepDims'] ? 1 : 0,
  })

/** Operations that move, repeat or add up numbers. */
export const shapeLowerings: Lowerings = {
  ReduceSum: reduction,
  ReduceMean: reduction,
  ReduceMax: reduction,
  ReduceMin: reduction,
  ReduceProd: reduction,
  Reshape: (emit, { inputs, shape }) => emit.emit('Reshape', [emit.name(inputs[0]!), emit.integers(shape)]),
  Transpose: (emit, { inputs, attributes }) =>
    emit.emit('Transpose', [emit.name(inputs[0]!)], { perm: attributes['perm'] as number[] }),
  BroadcastTo: (emit, { inputs, shape }) => emit.emit('Expand', [emit.name(inputs[0]!), emit.integers(shape)]),
  Tile: (emit, { inputs, attributes }) =>
    emit.emit('Tile', [emit.name(inputs[0]!), emit.integers(attributes['reps'] as number[])]),
  Slice: (emit, { inputs, attributes, shape }) => {
    const [x] = inputs
    const begin = attributes['begin'] as number[]
    const step = attributes['step'] as number[]
    const axes = shape.flatMap((length, axis) => (length === x!.shape[axis] ? [] : [axis]))
    return emit.emit('Slice', [
      emit.name(x!),
      emit.integers(axes.map((axis) => begin[axis]!)),
      emit.integers(axes.map((axis) => begin[axis]! + (shape[axis]! - 1) * step[axis]! + 1)),
      emit.integers(axes),
      ...(axes.every((axis) => step[axis] === 1) ? [] : [emit.integers(axes.map((axis) => step[axis]!))]),
    ])
  },
  Pad: (emit, { inputs, attributes }) => {
    const paddings = attributes['paddings'] as [number, number][]
    const value = attributes['value'] as number
    return emit.emit('Pad', [
      emit.name(inputs[0]!),
      emit.integers([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]),
      ...(value === 0 ? [] : [emit.number(value)]),
    ])
  },
  Gather: (emit, { inputs, attributes }) =>
    emit.emit('Gather', [emit.name(inputs[0]!), emit.integers(attributes['indices'] as number[])], {
      axis: attributes['axis'] as number,
    }),
  Concat: (emit, { inputs, attributes }) =>
    emit.emit(
      'Concat',
      inputs.map((input) => emit.name(input)),
      { axis: attributes['axis'] as number },
    ),
}
