import type { NamedTensor } from './engine.ts'
import { WorkbenchError } from './errors.ts'

declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean })
  decode(bytes: Uint8Array): string
}

/** What a safetensors file holds: single-precision tensors by name, and text about them. */
export interface TensorFile {
  tensors: NamedTensor[]
  metadata: Record<string, string>
}

interface Entry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

const metadataKey = '__metadata__'
const headLength = 8
const countOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1)
const wrong = (what: string) => new WorkbenchError('bad-input', `not a readable safetensors file: ${what}`)

/**
 * Tensors as a safetensors file: [u64 length of the header][JSON header, padded with spaces to 8][float32 data],
 * all little-endian, tensors in the order given and without gaps.
 * Throws bad-input for a name given twice and for values that don't fill their shape.
 */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { [metadataKey]: metadata }
  let end = 0
  for (const { name, shape, values } of tensors) {
    if (Object.hasOwn(header, name)) throw new WorkbenchError('bad-input', `two tensors are called “${name}”`)
    if (countOf(shape) !== values.length) {
      throw new WorkbenchError(
        'bad-input',
        `tensor “${name}” of shape [${shape.join(', ')}] has ${values.length} values`,
      )
    }
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] } satisfies Entry
    end += values.byteLength
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const start = headLength + Math.ceil(json.byteLength / 8) * 8
  const bytes = new Uint8Array(start + end)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - headLength), true)
  bytes.fill(0x20, headLength, start)
  bytes.set(json, headLength)
  let at = start
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  return bytes
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.byteLength < headLength) throw wrong('it is cut short')
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true)
  if (length > BigInt(bytes.byteLength - headLength)) throw wrong('its header is cut short')
  const start = headLength + Number(length)
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(headLength, start)))
  } catch {
    throw wrong('its header is not JSON')
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw wrong('its header is not an object')
  return { header: header as Record<string, unknown>, start }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function checkEntry(name: string, value: unknown, dataLength: number): Entry {
  const entry = value as Partial<Entry> | null
  if (typeof entry !== 'object' || entry === null) throw wrong(`“${name}” is not described`)
  if (entry.dtype !== 'F32') throw wrong(`“${name}” is of type ${String(entry.dtype)}, not F32`)
  const { shape, data_offsets: offsets } = entry
  if (!Array.isArray(shape) || !shape.every(isCount)) throw wrong(`“${name}” has no shape`)
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) throw wrong(`“${name}” has no place`)
  const [begin, end] = offsets
  if (end > dataLength) throw wrong(`“${name}” is cut short`)
  if (end - begin !== countOf(shape) * 4) throw wrong(`“${name}” does not fill its shape [${shape.join(', ')}]`)
  return entry as Entry
}

/** The reverse of `encodeSafetensors`, in the order of the data. Throws bad-input with what is wrong with the file. */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  const { header, start } = readHeader(bytes)
  const { [metadataKey]: metadata = {}, ...rest } = header
  if (
    typeof metadata !== 'object' ||
    metadata === null ||
    !Object.values(metadata).every((text) => typeof text === 'string')
  ) {
    throw wrong('its metadata is not text')
  }
  const dataLength = bytes.byteLength - start
  const entries = Object.entries(rest).map(([name, value]) => ({ name, ...checkEntry(name, value, dataLength) }))
  // An empty tensor shares its place with the one after it and has to come first.
  entries.sort((a, b) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1])
  let at = 0
  const tensors = entries.map(({ name, shape, data_offsets: [begin, end] }) => {
    if (begin !== at)
      throw wrong(begin < at ? `“${name}” overlaps the tensor before it` : `there is a gap before “${name}”`)
    at = end
    const raw = bytes.slice(start + begin, start + end)
    return { name, shape, values: new Float32Array(raw.buffer, raw.byteOffset, countOf(shape)) }
  })
  if (at !== dataLength) throw wrong(`${dataLength - at} bytes at its end belong to no tensor`)
  return { tensors, metadata: metadata as Record<string, string> }
}
