export type DataType = 'float32' | 'int32' | 'bool'

type AttributeValue = number | string | boolean | readonly number[] | readonly (readonly number[])[]
export type Attributes = Readonly<Record<string, AttributeValue>>

/**
 * One value of a computation: what computes it, and from which values. A node that gives several results (Split) has a
 * Part node for each.
 */
export interface GraphNode {
  /** Greater than that of every input: nodes in the order of their numbers can be computed one after the other. */
  readonly id: number
  readonly op: string
  readonly inputs: readonly GraphNode[]
  readonly attributes: Attributes
  readonly shape: readonly number[]
  readonly dtype: DataType
  /** Numbers of a Constant: one that fills the whole shape, or all of them. */
  readonly values?: ArrayLike<number>
}

/** A pure computation: named inputs, and the values that it hands out, in order. */
export interface Graph {
  readonly inputs: readonly GraphNode[]
  readonly outputs: readonly GraphNode[]
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1)

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis])

/** The number that fills a constant; undefined for anything else. */
export function splatOf(node: GraphNode): number | undefined {
  return node.op === 'Constant' && node.values!.length === 1 ? node.values![0] : undefined
}

/** Constants up to this size are compared by their numbers, so that two of the same are one. */
const comparable = 64

const commutative = ['Add', 'Mul', 'Max', 'Min']

/** Makes the nodes of one graph; asked twice for the same, it answers with the same node. */
export class GraphBuilder {
  #made = new Map<string, GraphNode>()
  #count = 0
  #note: (node: GraphNode) => void

  /** `note` hears of every node that is made. */
  constructor(note: (node: GraphNode) => void = () => {}) {
    this.#note = note
  }

  /** How many nodes there are. */
  get count(): number {
    return this.#count
  }

  make(
    op: string,
    inputs: readonly GraphNode[],
    shape: readonly number[],
    dtype: DataType,
    attributes: Attributes = {},
  ): GraphNode {
    const ids = inputs.map(({ id }) => id)
    if (commutative.includes(op)) ids.sort((a, b) => a - b)
    return this.#once(`${op}(${ids.join()})${dtype}[${shape.join()}]${JSON.stringify(attributes)}`, {
      op,
      inputs,
      shape,
      dtype,
      attributes,
    })
  }

  input(name: string, shape: readonly number[], dtype: DataType = 'float32'): GraphNode {
    return this.make('Input', [], shape, dtype, { name })
  }

  /** A constant of these numbers; where they are all the same, only one is kept. */
  constant(values: ArrayLike<number>, shape: readonly number[], dtype: DataType = 'float32'): GraphNode {
    const first = values[0]!
    let kept: ArrayLike<number> = values
    if (values.length > 1) {
      let same = true
      for (let index = 1; same && index < values.length; index++) same = Object.is(values[index], first)
      if (same) kept = [first]
    }
    const node = { op: 'Constant', inputs: [], shape, dtype, attributes: {}, values: kept }
    if (kept.length > comparable) return this.#add(node)
    const text = Array.from(kept, (value) => (Object.is(value, -0) ? '-0' : String(value))).join()
    return this.#once(`Constant ${dtype}[${shape.join()}]${text}`, node)
  }

  #once(key: string, node: Omit<GraphNode, 'id'>): GraphNode {
    const before = this.#made.get(key)
    if (before) return before
    const made = this.#add(node)
    this.#made.set(key, made)
    return made
  }

  #add(node: Omit<GraphNode, 'id'>): GraphNode {
    const made = { id: this.#count++, ...node }
    this.#note(made)
    return made
  }
}

/** The nodes that the outputs need, each after its inputs. */
export function nodesOf(graph: Graph): GraphNode[] {
  const found = new Set<GraphNode>(graph.outputs)
  // A set's iteration reaches what is added while it goes on.
  for (const node of found) for (const input of node.inputs) found.add(input)
  return [...found].sort((a, b) => a.id - b.id)
}
