import { Message } from './protobuf.ts'

/** Numbers of onnx.proto’s TensorProto.DataType. */
const typeNumbers = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 }
export type OnnxType = keyof typeof typeNumbers

export const typeNumber = (type: OnnxType): number => typeNumbers[type]

/** A named tensor; null is a length that only a call settles. */
export interface OnnxValue {
  name: string
  type: OnnxType
  shape: readonly (number | null)[]
}

export interface OnnxConstant {
  name: string
  type: OnnxType
  shape: readonly number[]
  values: ArrayLike<number>
}

type OnnxAttribute = number | string | readonly number[] | { float: number } | { graph: OnnxGraph }
export type OnnxAttributes = Readonly<Record<string, OnnxAttribute>>

export interface OnnxNode {
  op: string
  /** An empty name leaves an optional input out. */
  inputs: readonly string[]
  outputs: readonly string[]
  attributes: OnnxAttributes
}

export interface OnnxGraph {
  nodes: readonly OnnxNode[]
  inputs: readonly OnnxValue[]
  outputs: readonly OnnxValue[]
  constants: readonly OnnxConstant[]
}

/** The version of ONNX’s operators that models are written for. */
const opset = 20
const irVersion = 9

function rawBytes({ type, values }: OnnxConstant): Uint8Array {
  const numbers = Array.from(values)
  const array = {
    float32: () => Float32Array.from(numbers),
    float64: () => Float64Array.from(numbers),
    int32: () => Int32Array.from(numbers),
    int64: () => BigInt64Array.from(numbers, BigInt),
    bool: () => Uint8Array.from(numbers),
  }[type]()
  return new Uint8Array(array.buffer)
}

function tensor(constant: OnnxConstant): Message {
  const message = new Message()
  for (const length of constant.shape) message.integer(1, length)
  return message.integer(2, typeNumbers[constant.type]).text(8, constant.name).bytes(9, rawBytes(constant))
}

function valueInfo({ name, type, shape }: OnnxValue): Message {
  const dimensions = new Message()
  for (const length of shape) {
    const dimension = new Message()
    dimensions.message(1, length === null ? dimension.text(2, 'steps') : dimension.integer(1, length))
  }
  const tensorType = new Message().integer(1, typeNumbers[type]).message(2, dimensions)
  return new Message().text(1, name).message(2, new Message().message(1, tensorType))
}

function attribute(name: string, value: OnnxAttribute): Message {
  const message = new Message().text(1, name)
  if (typeof value === 'number') return message.integer(3, value).integer(20, 2)
  if (typeof value === 'string') return message.text(4, value).integer(20, 3)
  if ('float' in value) return message.float(2, value.float).integer(20, 1)
  if ('graph' in value) return message.message(6, graph(value.graph)).integer(20, 5)
  for (const one of value) message.integer(8, one)
  return message.integer(20, 7)
}

function node({ op, inputs, outputs, attributes }: OnnxNode): Message {
  const message = new Message()
  for (const name of inputs) message.text(1, name)
  for (const name of outputs) message.text(2, name)
  message.text(4, op)
  for (const [name, value] of Object.entries(attributes)) message.message(5, attribute(name, value))
  return message
}

function graph({ nodes, inputs, outputs, constants }: OnnxGraph): Message {
  const message = new Message()
  for (const one of nodes) message.message(1, node(one))
  message.text(2, 'step')
  for (const one of constants) message.message(5, tensor(one))
  for (const one of inputs) message.message(11, valueInfo(one))
  for (const one of outputs) message.message(12, valueInfo(one))
  return message
}

/** A model as the bytes of an .onnx file (onnx.proto, ModelProto). */
export function writeModel(whole: OnnxGraph): Uint8Array {
  return new Message()
    .integer(1, irVersion)
    .text(2, 'gan-workbench')
    .message(7, graph(whole))
    .message(8, new Message().text(1, '').integer(2, opset))
    .finish()
}
