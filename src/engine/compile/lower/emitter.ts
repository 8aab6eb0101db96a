import { sameShape, sizeOf, splatOf, type DataType, type GraphNode } from '../ir.ts'
import { broadcastShape } from '../operations.ts'
import type { OnnxAttributes, OnnxConstant, OnnxNode, OnnxType } from '../onnx/model.ts'

/** The type that a graph's float32 is written with: double precision is for checking the mathematics. */
export type Precision = 'float32' | 'float64'

/** Collects the ONNX nodes and constants of one graph. */
export class Emitter {
  readonly precision: Precision
  readonly nodes: OnnxNode[] = []
  readonly constants: OnnxConstant[] = []
  #names = new Map<GraphNode, string>()
  #constants = new Map<string, string>()
  #prefix: string

  constructor(precision: Precision, prefix = 'v') {
    this.precision = precision
    this.#prefix = prefix
  }

  typeOf(dtype: DataType): OnnxType {
    return dtype === 'float32' ? this.precision : dtype
  }

  /** The name of a node's value, once it has been written. */
  name(node: GraphNode): string {
    const known = this.#names.get(node)
    if (known !== undefined) return known
    if (node.op !== 'Constant') throw new Error(`${node.op} is used before it is computed`)
    const size = sizeOf(node.shape)
    const { values } = node as { values: ArrayLike<number> }
    const whole = values.length === 1 && size > 1
    const name = whole
      ? this.emit('Expand', [this.constant(this.typeOf(node.dtype), [], values), this.integers(node.shape)])
      : this.constant(this.typeOf(node.dtype), node.shape, values)
    this.bind(node, name)
    return name
  }

  bind(node: GraphNode, name: string): void {
    this.#names.set(node, name)
  }

  /** Operands of an operation that broadcasts: constants that are one number all over stay one number if they can. */
  operands(inputs: readonly GraphNode[], result: readonly number[]): string[] {
    const others = inputs.filter((input) => splatOf(input) === undefined)
    const small = others.length > 0 && sameShape(broadcastShape(...others.map(({ shape }) => shape)), result)
    return inputs.map((input) => {
      const value = small ? splatOf(input) : undefined
      return value === undefined ? this.name(input) : this.constant(this.typeOf(input.dtype), [], [value])
    })
  }

  emit(op: string, inputs: readonly string[], attributes: OnnxAttributes = {}): string {
    return this.emitAll(op, inputs, attributes, 1)[0]!
  }

  emitAll(op: string, inputs: readonly string[], attributes: OnnxAttributes, count: number): string[] {
    const outputs = Array.from({ length: count }, (_, index) => `${this.#prefix}${this.nodes.length}_${index}`)
    this.nodes.push({ op, inputs, outputs, attributes })
    return outputs
  }

  constant(type: OnnxType, shape: readonly number[], values: ArrayLike<number>): string {
    const key = values.length <= 64 ? `${type}[${shape.join()}]${Array.from(values, text).join()}` : undefined
    const before = key && this.#constants.get(key)
    if (before) return before
    const name = `${this.#prefix}c${this.constants.length}`
    this.constants.push({ name, type, shape, values })
    if (key) this.#constants.set(key, name)
    return name
  }

  /** Whole numbers that an operator takes as a tensor: a shape, axes. */
  integers(values: readonly number[]): string {
    return this.constant('int64', [values.length], values)
  }

  /** One number of the graph's precision. */
  number(value: number): string {
    return this.constant(this.precision, [], [value])
  }
}

const text = (value: number) => (Object.is(value, -0) ? '-0' : String(value))
