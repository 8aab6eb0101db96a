import { sizeOf, type DataType, type GraphBuilder, type GraphNode } from '../ir.ts'
import { broadcastTo, concat, fill, pad, reduce, reshape, slice, transpose } from '../operations.ts'
import { axesOf, axisOf, type Kernel, type Kernels } from './kernel.ts'

function reduction(op: string): Kernel {
  return (build, { x }, { axis, keepDims }) => reduce(build, op, x!, axesOf(axis, x!.shape.length), Boolean(keepDims))
}

/** A shape in which one length may be given as −1: whatever is left. */
function completed(shape: readonly number[], size: number): number[] {
  const known = sizeOf(shape.filter((length) => length !== -1))
  return shape.map((length) => (length === -1 ? size / known : length))
}

/** A tensor in equal or given parts along an axis. */
function parts(build: GraphBuilder, x: GraphNode, axis: number, sizes: readonly number[]): GraphNode[] {
  let start = 0
  return sizes.map((size) => {
    const begin = x.shape.map((_, at) => (at === axis ? start : 0))
    start += size
    return slice(
      build,
      x,
      begin,
      x.shape.map((length, at) => (at === axis ? size : length)),
    )
  })
}

function tile(build: GraphBuilder, x: GraphNode, reps: readonly number[]): GraphNode {
  const shape = x.shape.map((length, axis) => length * reps[axis]!)
  const broadcasts = x.shape.every((length, axis) => length === 1 || reps[axis] === 1)
  if (broadcasts) return broadcastTo(build, x, shape)
  return build.make('Tile', [x], shape, x.dtype, { reps })
}

/** Kernels that make, move, repeat or add up numbers without regard to what they are. */
export const shapeKernels: Kernels = {
  Sum: reduction('ReduceSum'),
  Mean: reduction('ReduceMean'),
  Max: (build, { x }, { axis, reductionIndices, keepDims }) =>
    reduce(build, 'ReduceMax', x!, axesOf(axis ?? reductionIndices, x!.shape.length), Boolean(keepDims)),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
  ZerosLike: (build, { x }) => fill(build, x!.shape, 0, x!.dtype),
  OnesLike: (build, { x }) => fill(build, x!.shape, 1, x!.dtype),
  Fill: (build, _inputs, { shape, value, dtype }) =>
    fill(build, shape as number[], value as number, (dtype as DataType | undefined) ?? 'float32'),
  Reshape: (build, { x }, { shape }) => reshape(build, x!, completed(shape as number[], sizeOf(x!.shape))),
  ExpandDims: (build, { input }, { dim }) => {
    const shape = [...input!.shape]
    shape.splice(axisOf(dim as number, shape.length + 1), 0, 1)
    return reshape(build, input!, shape)
  },
  Transpose: (build, { x }, { perm }) => transpose(build, x!, perm as number[]),
  Tile: (build, { x }, { reps }) => tile(build, x!, reps as number[]),
  BroadcastTo: (build, { x }, { shape }) => broadcastTo(build, x!, shape as number[]),
  Slice: (build, { x }, { begin, size }) => {
    const starts = x!.shape.map((_, axis) => (begin as number[])[axis] ?? 0)
    const sizes = x!.shape.map((length, axis) => {
      const given = (size as number[])[axis] ?? -1
      return given === -1 ? length - starts[axis]! : given
    })
    return slice(build, x!, starts, sizes)
  },
  PadV2: (build, { x }, { paddings, constantValue }) =>
    pad(build, x!, paddings as [number, number][], (constantValue as number | undefined) ?? 0),
  Concat: (build, inputs, { axis }) => {
    const all = Object.values(inputs)
    // An empty tensor adds nothing, and ONNX has no place for one.
    return concat(
      build,
      all.filter(({ shape }) => sizeOf(shape) > 0),
      axisOf(axis as number, all[0]!.shape.length),
    )
  },
  Pack: (build, inputs, { axis }) => {
    const all = Object.values(inputs)
    const at = axisOf(axis as number, all[0]!.shape.length + 1)
    const shape = [...all[0]!.shape]
    shape.splice(at, 0, 1)
    return concat(
      build,
      all.map((x) => reshape(build, x, shape)),
      at,
    )
  },
  Unpack: (build, { value }, { axis }) => {
    const at = axisOf(axis as number, value!.shape.length)
    const ones = Array<number>(value!.shape[at]!).fill(1)
    const shape = value!.shape.filter((_, index) => index !== at)
    return parts(build, value!, at, ones).map((part) => reshape(build, part, shape))
  },
  SplitV: (build, { x }, { axis, numOrSizeSplits }) => {
    const at = axisOf(axis as number, x!.shape.length)
    const sizes = Array.isArray(numOrSizeSplits)
      ? (numOrSizeSplits as number[])
      : Array<number>(numOrSizeSplits as number).fill(x!.shape[at]! / (numOrSizeSplits as number))
    return parts(build, x!, at, sizes)
  },
}
