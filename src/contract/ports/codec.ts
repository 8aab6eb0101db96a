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
type PlainObject = Record<string, unknown>

/** The array's kind; a Node Buffer counts as the Uint8Array it is. */
function kindOf(view: ArrayBufferView): Kind {
  const kind = Object.prototype.toString.call(view).slice(8, -1)
  if (!Object.hasOwn(kinds, kind)) throw new TypeError(`a ${kind} can’t be sent`)
  return kind as Kind
}

/** JSON has no NaN, infinities or negative zero; the metrics have. */
const odd: Record<string, number> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity, '-0': -0 }

const align = (offset: number) => Math.ceil(offset / 8) * 8

/** Every key that begins with $ gets one more, so that what a person wrote is never taken for one of the marks below. */
function escapeKeys(value: PlainObject): PlainObject {
  if (!Object.keys(value).some((key) => key.startsWith('$'))) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.startsWith('$') ? `$${key}` : key, inner]))
}

function unescapeKeys(value: PlainObject): PlainObject {
  if (!Object.keys(value).some((key) => key.startsWith('$$'))) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replace(/^\$\$/, '$'), inner]))
}

/**
 * A message as bytes: [u32 length of the JSON][JSON][padding to 8][typed arrays, each padded to 8].
 * Typed arrays stand in the JSON as {"$array": [kind, offset, length]} and travel as their own bytes.
 * Throws a TypeError for bigints and for views of other kinds.
 */
export function encodeMessage(message: unknown): Uint8Array {
  const arrays: { array: TypedArray; offset: number }[] = []
  let size = 0
  const json = JSON.stringify(message, function replace(this: PlainObject, key: string, converted: unknown) {
    // Not `converted`: a Node Buffer has turned itself into a list of numbers there.
    const value = this[key]
    if (ArrayBuffer.isView(value)) {
      const offset = size
      const array = value as TypedArray
      const kind = kindOf(array)
      arrays.push({ array, offset })
      size = align(size + array.byteLength)
      return { $array: [kind, offset, array.length] }
    }
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      return { $number: Object.is(value, -0) ? '-0' : String(value) }
    }
    if (typeof converted === 'object' && converted !== null && !Array.isArray(converted)) {
      return escapeKeys(converted as PlainObject)
    }
    return converted
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

function readArray(bytes: Uint8Array, start: number, mark: unknown): TypedArray {
  const [kind, offset, count] = mark as [Kind, number, number]
  if (!Object.hasOwn(kinds, kind) || !(offset >= 0) || !(count >= 0)) throw new RangeError('an array’s mark is wrong')
  const Type = kinds[kind]
  // A copy, so that the array is aligned and does not keep the whole message alive.
  const raw = bytes.slice(start + offset, start + offset + count * Type.BYTES_PER_ELEMENT)
  if (raw.byteLength !== count * Type.BYTES_PER_ELEMENT) throw new RangeError('an array is cut short')
  return new Type(raw.buffer, raw.byteOffset, count)
}

/** The reverse of `encodeMessage`. Throws bad-input for bytes that are not such a message. */
export function decodeMessage(bytes: Uint8Array): unknown {
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + length))
    const start = align(4 + length)
    return JSON.parse(json, (_key, value: unknown) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      const object = value as PlainObject
      if (Object.hasOwn(object, '$array')) return readArray(bytes, start, object['$array'])
      if (Object.hasOwn(object, '$number')) return odd[String(object['$number'])]
      return unescapeKeys(object)
    })
  } catch (error) {
    throw new WorkbenchError('bad-input', `a message could not be read: ${(error as Error).message}`)
  }
}
