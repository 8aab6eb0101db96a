import * as tf from '@tensorflow/tfjs-core'
import { sizeOf, type DataType, type GraphBuilder, type GraphNode } from '../ir.ts'

type Values = Parameters<tf.KernelBackend['write']>[0]

/**
 * A tfjs backend that computes nothing: its tensors are nodes of a graph. Tensors made from numbers are constants;
 * those of another backend are moved here when a kernel first asks for them, and become constants too.
 */
export class TraceBackend extends tf.KernelBackend {
  readonly nodes: tf.DataStorage<GraphNode>
  /** The graph that is being recorded. */
  build: GraphBuilder | undefined

  constructor() {
    super()
    this.nodes = new tf.DataStorage<GraphNode>(this, tf.engine())
  }

  /** A tensor that stands for a node. */
  tensorOf(node: GraphNode): tf.Tensor {
    return tf.engine().makeTensorFromTensorInfo(this.infoOf(node))
  }

  infoOf(node: GraphNode): tf.TensorInfo {
    const dataId = {}
    this.nodes.set(dataId, node)
    return { dataId, shape: [...node.shape], dtype: node.dtype }
  }

  override write(values: Values | null, shape: number[], dtype: tf.DataType): object {
    const dataId = {}
    this.move(dataId, values, shape, dtype)
    return dataId
  }

  override move(dataId: object, values: Values | null, shape: number[], dtype: tf.DataType): void {
    if (!this.build) throw new Error('a tensor was made for the trace backend while nothing is recorded')
    const numbers = values ?? new Float32Array(sizeOf(shape))
    this.nodes.set(dataId, this.build.constant(numbers as ArrayLike<number>, [...shape], dtype as DataType))
  }

  override readSync(dataId: object): Values {
    const node = this.nodes.get(dataId)
    if (!node.values) throw new Error('a step may not read the numbers of its tensors')
    const all = new Float32Array(sizeOf(node.shape))
    return node.values.length === 1 ? all.fill(node.values[0]!) : Float32Array.from(node.values)
  }

  override disposeData(dataId: object): boolean {
    return this.nodes.delete(dataId)
  }

  override numDataIds(): number {
    return this.nodes.numDataIds()
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true }
  }

  override floatPrecision(): 32 {
    return 32
  }

  override epsilon(): number {
    return 1e-7
  }

  override timerAvailable(): boolean {
    return false
  }

  // tfjs frees what is no longer used; nodes take no memory to speak of, and may be shared by several tensors.
  override refCount(): number {
    return 1
  }

  override incRef(): void {}

  override dispose(): void {}
}
