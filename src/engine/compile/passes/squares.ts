import { nodesOf, sizeOf, splatOf, type Graph, type GraphBuilder, type GraphNode } from '../ir.ts'
import { binary, scalar } from '../operations.ts'
import { rebuild } from './rewrite.ts'

/** Parameters below which a pass over them is not worth the trouble. */
const worthIt = 16_384

/** A gradient that is a bare product of matrices. */
const isBareProduct = (node: GraphNode) =>
  node.op === 'Gemm' && node.inputs.length === 2 && node.attributes['scale'] === undefined

/** What is squared, if a node is a square. */
const rootOf = ({ op, inputs }: GraphNode): GraphNode | undefined =>
  op === 'Mul' && inputs[0] === inputs[1] ? inputs[0] : undefined

/** The square and its positive factor, if a node is a factor times the square of a large bare product. */
function scaledSquare({ op, inputs, shape }: GraphNode): { root: GraphNode; factor: number } | undefined {
  if (op !== 'Mul' || sizeOf(shape) < worthIt) return undefined
  const [a, b] = inputs as [GraphNode, GraphNode]
  const [square, factor] = splatOf(b) === undefined ? [b, splatOf(a)] : [a, splatOf(b)]
  const root = rootOf(square)
  return root && factor !== undefined && factor > 0 && isBareProduct(root) ? { root, factor } : undefined
}

/** A product of matrices times a number, which costs nothing within the multiplication. */
function scaledProduct(build: GraphBuilder, { inputs, shape, dtype, attributes }: GraphNode, scale: number): GraphNode {
  return build.make('Gemm', inputs, shape, dtype, { ...attributes, scale })
}

/**
 * Adam and RMSProp add (1 − β) · g² of each gradient g. Where g is a product of matrices, that product is multiplied
 * by √(1 − β) as it is made, and everything else that reads g by the reverse, which merges with factors that are there.
 */
export function scaleSquares(graph: Graph): Graph {
  const factors = new Map<GraphNode, number>()
  for (const node of nodesOf(graph)) {
    const found = scaledSquare(node)
    if (found && !factors.has(found.root)) factors.set(found.root, found.factor)
  }
  if (factors.size === 0) return graph
  const scaled = new Map<GraphNode, GraphNode>()
  return rebuild(graph, (fresh, old, build) => {
    const own = factors.get(old)
    if (own !== undefined) {
      const scale = Math.fround(Math.sqrt(own))
      const product = scaledProduct(build, fresh, scale)
      scaled.set(old, product)
      return binary(build, 'Mul', product, scalar(build, Math.fround(1 / scale)))
    }
    const square = scaledSquare(old)
    if (square && factors.get(square.root) === square.factor) {
      const product = scaled.get(square.root)!
      return binary(build, 'Mul', product, product)
    }
    const root = rootOf(old)
    const factor = root && factors.get(root)
    if (!root || factor === undefined) return fresh
    const product = scaled.get(root)!
    return binary(build, 'Mul', binary(build, 'Mul', product, product), scalar(build, Math.fround(1 / factor)))
  })
}
