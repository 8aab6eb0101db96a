import { WorkbenchError } from '../errors.ts'

declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean })
  decode(bytes: Uint8Array): string
}

const kinds = {
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
} as const
type Kind = keyof typeof kinds
type TypedArray = InstanceType<(typeof kinds)[Kind]>

const isTypedArray = (value: unknown): value is TypedArray => ArrayBuffer.isView(value) && !(value instanceof DataView)

function kindOf(array: TypedArray): Kind {
  // Node's Buffer is a Uint8Array under another name.
  const name = array.constructor.name in kinds ? array.constructor.name : 'Uint8Array'
  return name as Kind
}

/** JSON has no NaN or infinities; the metrics have. */
const odd: Record<string, number | undefined> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity, undefined: undefined }

const align = (offset: number) => (offset + 7) & ~7

/**
 * A message as bytes: [u32 length of the JSON][JSON][padding to 8][typed arrays, each padded to 8].
 * Typed arrays stand in the JSON as {"$array": [kind, offset, length]} and travel as their own bytes.
 */
export function encodeMessage(message: unknown): Uint8Array {
  const arrays: { array: TypedArray; offset: number }[] = []
  let size = 0
  const json = JSON.stringify(message, (_key, value: unknown) => {
    if (isTypedArray(value)) {
      const offset = size
      arrays.push({ array: value, offset })
      size = align(size + value.byteLength)
      return { $array: [kindOf(value), offset, value.length] }
    }
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) }
    return value
  })
  const head = new TextEncoder().encode(json)
  const start = align(4 + head.byteLength)
  const bytes = new Uint8Array(start + size)
  new DataView(bytes.buffer).setUint32(0, head.byteLength, true)
  bytes.set(head, 4)
  for (const { array, offset } of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + offset)
  }
  return bytes
}

/** The reverse of `encodeMessage`. Throws bad-input for bytes that are not such a message. */
export function decodeMessage(bytes: Uint8Array): unknown {
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + length))
    const start = align(4 + length)
    return JSON.parse(json, (_key, value: unknown) => {
      if (typeof value !== 'object' || value === null) return value
      if ('$array' in value) {
        const [kind, offset, count] = value.$array as [Kind, number, number]
        const Type = kinds[kind]
        // A copy, so that the array is aligned and does not keep the whole message alive.
        const from = start + offset
        const raw = bytes.slice(from, from + count * Type.BYTES_PER_ELEMENT)
        if (raw.byteLength !== count * Type.BYTES_PER_ELEMENT) throw new RangeError('array cut short')
        return new Type(raw.buffer, raw.byteOffset, count)
      }
      if ('$number' in value) return odd[value.$number as string]
      return value
    })
  } catch (error) {
    throw new WorkbenchError('bad-input', `a message could not be read: ${(error as Error).message}`)
  }
}
