import { sameShape, sizeOf, type Attributes, type DataType, type GraphBuilder, type GraphNode } from './ir.ts'

// The operations of a graph with the shapes of what they give. All of a node's attributes are plain numbers and lists.

/** The shape that operands of these shapes have together, by NumPy's rule. */
export function broadcastShape(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map(({ length }) => length))
  return Array.from({ length: rank }, (_, axis) =>
    shapes.reduce((length, shape) => {
      const own = shape[axis - rank + shape.length] ?? 1
      return own === 1 ? length : own
    }, 1),
  )
}

/** An operation on each number by itself. */
export function unary(build: GraphBuilder, op: string, x: GraphNode, attributes?: Attributes): GraphNode {
  return build.make(op, [x], x.shape, x.dtype, attributes)
}

/** An operation on numbers at the same place of two operands. */
export function binary(build: GraphBuilder, op: string, a: GraphNode, b: GraphNode, dtype = a.dtype): GraphNode {
  return build.make(op, [a, b], broadcastShape(a.shape, b.shape), dtype)
}

export function select(build: GraphBuilder, condition: GraphNode, yes: GraphNode, no: GraphNode): GraphNode {
  return build.make('Where', [condition, yes, no], broadcastShape(condition.shape, yes.shape, no.shape), yes.dtype)
}

export function cast(build: GraphBuilder, x: GraphNode, dtype: DataType): GraphNode {
  return x.dtype === dtype ? x : build.make('Cast', [x], x.shape, dtype)
}

export function scalar(build: GraphBuilder, value: number, dtype: DataType = 'float32'): GraphNode {
  return build.constant([value], [], dtype)
}

export function fill(build: GraphBuilder, shape: readonly number[], value: number, dtype: DataType): GraphNode {
  return build.constant([value], shape, dtype)
}

export function reshape(build: GraphBuilder, x: GraphNode, shape: readonly number[]): GraphNode {
  return sameShape(x.shape, shape) ? x : build.make('Reshape', [x], shape, x.dtype)
}

export function transpose(build: GraphBuilder, x: GraphNode, perm: readonly number[]): GraphNode {
  return build.make(
    'Transpose',
    [x],
    perm.map((axis) => x.shape[axis]!),
    x.dtype,
    { perm },
  )
}

export function broadcastTo(build: GraphBuilder, x: GraphNode, shape: readonly number[]): GraphNode {
  return sameShape(x.shape, shape) ? x : build.make('BroadcastTo', [x], shape, x.dtype)
}

/** `size` numbers along each axis from `begin`, each `step` after the one before. */
export function slice(
  build: GraphBuilder,
  x: GraphNode,
  begin: readonly number[],
  size: readonly number[],
  step: readonly number[] = size.map(() => 1),
): GraphNode {
  if (sameShape(x.shape, size)) return x
  return build.make('Slice', [x], size, x.dtype, { begin, step })
}

export function pad(build: GraphBuilder, x: GraphNode, paddings: readonly (readonly number[])[], value = 0): GraphNode {
  const shape = x.shape.map((length, axis) => length + paddings[axis]![0]! + paddings[axis]![1]!)
  return sameShape(x.shape, shape) ? x : build.make('Pad', [x], shape, x.dtype, { paddings, value })
}

export function concat(build: GraphBuilder, parts: readonly GraphNode[], axis: number): GraphNode {
  if (parts.length === 1) return parts[0]!
  const shape = [...parts[0]!.shape]
  shape[axis] = parts.reduce((sum, part) => sum + part.shape[axis]!, 0)
  return build.make('Concat', parts, shape, parts[0]!.dtype, { axis })
}

/** The parts at these places along an axis, in this order; one may be taken several times. */
export function gather(build: GraphBuilder, x: GraphNode, indices: readonly number[], axis: number): GraphNode {
  const shape = x.shape.with(axis, indices.length)
  return build.make('Gather', [x], shape, x.dtype, { indices, axis })
}

/** Sum, mean, largest … over some axes, which are kept with length 1 or left out. */
export function reduce(
  build: GraphBuilder,
  op: string,
  x: GraphNode,
  axes: readonly number[],
  keepDims: boolean,
): GraphNode {
  if (axes.length === 0) return x
  const shape = keepDims
    ? x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : x.shape.filter((_, axis) => !axes.includes(axis))
  return build.make(op, [x], shape, x.dtype, { axes: [...axes].sort((a, b) => a - b), keepDims })
}

/** The product of two matrices, each of which may be meant transposed, plus an addend that may need broadcasting. */
export function gemm(
  build: GraphBuilder,
  a: GraphNode,
  b: GraphNode,
  transposeA = false,
  transposeB = false,
  addend?: GraphNode,
): GraphNode {
  const shape = [a.shape[transposeA ? 1 : 0]!, b.shape[transposeB ? 0 : 1]!]
  return build.make('Gemm', addend ? [a, b, addend] : [a, b], shape, a.dtype, { transposeA, transposeB })
}

/** One product for each matrix of two stacks. */
export function matMul(build: GraphBuilder, a: GraphNode, b: GraphNode): GraphNode {
  const stack = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  return build.make('MatMul', [a, b], [...stack, a.shape.at(-2)!, b.shape.at(-1)!], a.dtype)
}

/** Consecutive parts of a tensor along an axis. */
export function split(build: GraphBuilder, x: GraphNode, sizes: readonly number[], axis: number): GraphNode[] {
  const whole = build.make('Split', [x], x.shape, x.dtype, { sizes, axis })
  return sizes.map((size, index) => {
    const shape = x.shape.map((length, at) => (at === axis ? size : length))
    return build.make('Part', [whole], shape, x.dtype, { index })
  })
}

/** Whether a node's numbers lie in memory as they are asked for: nothing but its shape changes. */
export const isScalar = (node: GraphNode): boolean => sizeOf(node.shape) === 1
