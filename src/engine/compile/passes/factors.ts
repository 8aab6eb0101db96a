import { sameShape, sizeOf, type GraphBuilder, type GraphNode } from '../ir.ts'
import { binary, broadcastShape, reduce, reshape } from '../operations.ts'
import type { Rule } from './rule.ts'

/** Numbers below which a pass over them costs less than the operation itself. */
const worthIt = 4096

interface Factored {
  /** Of the product's own shape. */
  x: GraphNode
  /** Smaller: repeated to that shape. */
  factor: GraphNode
}

/** The ways in which a node is the product of something of its own shape and something smaller. */
function factored(node: GraphNode): Factored[] {
  if (node.op !== 'Mul') return []
  const [a, b] = node.inputs as [GraphNode, GraphNode]
  const pairs = [
    { x: a, factor: b },
    { x: b, factor: a },
  ]
  return pairs.filter(({ x, factor }) => sameShape(x.shape, node.shape) && sizeOf(factor.shape) < sizeOf(node.shape))
}

/** x · a · b with a and b smaller than x is x · (a · b): one pass over x less. */
export const mergeSmallFactors: Rule = (node, build) => {
  if (sizeOf(node.shape) < worthIt) return undefined
  for (const outer of factored(node)) {
    for (const inner of factored(outer.x)) {
      const shape = broadcastShape(inner.factor.shape, outer.factor.shape)
      if (sizeOf(shape) >= sizeOf(node.shape)) continue
      return binary(build, 'Mul', inner.x, binary(build, 'Mul', inner.factor, outer.factor))
    }
  }
  return undefined
}

/** A factor that is the same all along the axes that are added up, in the shape of the sum. */
function outside(build: GraphBuilder, factor: GraphNode, sum: GraphNode, keepDims: boolean): GraphNode | undefined {
  const axes = sum.attributes['axes'] as number[]
  const rank = sum.inputs[0]!.shape.length
  const full = [...Array<number>(rank - factor.shape.length).fill(1), ...factor.shape]
  if (axes.some((axis) => full[axis] !== 1)) return undefined
  const shape = keepDims ? full : full.filter((_, axis) => !axes.includes(axis))
  return reshape(build, factor, shape)
}

/** What a product is without a factor that is the same all along the axes that are added up. */
function withoutFactor(
  build: GraphBuilder,
  sum: GraphNode,
  keepDims: boolean,
): { product: GraphNode; factor: GraphNode } | undefined {
  const product = sum.inputs[0]!
  for (const { x, factor } of factored(product)) {
    const moved = outside(build, factor, sum, keepDims)
    if (moved) return { product: x, factor: moved }
  }
  if (product.op !== 'Mul') return undefined
  const [a, b] = product.inputs as [GraphNode, GraphNode]
  for (const [other, inner] of [
    [a, b],
    [b, a],
  ] as const) {
    if (!sameShape(other.shape, product.shape)) continue
    for (const { x, factor } of factored(inner)) {
      const moved = sameShape(x.shape, product.shape) ? outside(build, factor, sum, keepDims) : undefined
      if (moved) return { product: binary(build, 'Mul', other, x), factor: moved }
    }
  }
  return undefined
}

/** Σ c · x = c · Σ x, and Σ y · (c · x) = c · Σ y · x: what follows multiplies fewer numbers. */
export const sumBeforeFactor: Rule = (node, build) => {
  if (node.op !== 'ReduceSum' || sizeOf(node.inputs[0]!.shape) < worthIt) return undefined
  const keepDims = node.attributes['keepDims'] as boolean
  const found = withoutFactor(build, node, keepDims)
  if (!found) return undefined
  const sum = reduce(build, 'ReduceSum', found.product, node.attributes['axes'] as number[], keepDims)
  return binary(build, 'Mul', sum, found.factor)
}
