import { describe, expect, test } from 'vitest'
import { decodeCheckpoint, encodeCheckpoint } from '../../src/contract/checkpointFile.ts'
import { decodeSafetensors, encodeSafetensors } from '../../src/contract/safetensors.ts'

const tensors = [
  { name: 'w', shape: [2, 2], values: Float32Array.of(1.5, -0, NaN, Infinity) },
  { name: 'none', shape: [0, 4], values: new Float32Array(0) },
  { name: 'θ', shape: [], values: Float32Array.of(7) },
]

/** A file from a header written by hand. */
function file(header: unknown, data = 8, length?: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + json.byteLength + data)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? json.byteLength), true)
  bytes.set(json, 8)
  return bytes
}

const entry = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
})

describe('safetensors', () => {
  test('comes back bit for bit, metadata included', () => {
    const metadata = { recipe: '{"name":"Ring of 8 — “é”"}', step: '4' }
    expect(decodeSafetensors(encodeSafetensors({ tensors, metadata }))).toEqual({ tensors, metadata })
  })

  test('has the layout of the format: length, JSON padded with spaces to 8 bytes, little-endian floats', () => {
    const bytes = encodeSafetensors({
      tensors: [{ name: 'a', shape: [1], values: Float32Array.of(1) }],
      metadata: { k: 'v' },
    })
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
    const text = '{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    expect(length % 8).toBe(0)
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + length))).toBe(text.padEnd(length))
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f])
  })

  test('reads from the middle of a larger buffer', () => {
    const bytes = encodeSafetensors({ tensors, metadata: {} })
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(decodeSafetensors(larger.subarray(3)).tensors).toEqual(tensors)
  })

  test('refuses to write two tensors of one name, and values that do not fill their shape', () => {
    const [first] = tensors
    expect(() => encodeSafetensors({ tensors: [first!, first!], metadata: {} })).toThrow(/two tensors are called “w”/)
    expect(() => encodeSafetensors({ tensors: [{ ...first!, shape: [5] }], metadata: {} })).toThrow(
      /“w” of shape \[5\] has 4 values/,
    )
  })

  test.each([
    ['nothing', new Uint8Array(3), /it is cut short/],
    ['a length beyond the file', file({}, 8, 1e15), /its header is cut short/],
    ['a header that is not JSON', file('{"a":'), /its header is not JSON/],
    ['a header that is a list', file([1]), /its header is not an object/],
    ['metadata that is not text', file({ __metadata__: { step: 4 } }, 0), /its metadata is not text/],
    ['another type of number', file({ a: { ...entry(0, 8), dtype: 'F16' } }), /“a” is of type F16, not F32/],
    ['a negative size', file({ a: entry(0, 8, [-2]) }), /“a” has no shape/],
    ['no offsets', file({ a: { dtype: 'F32', shape: [2] } }), /“a” has no place/],
    ['a tensor beyond the end', file({ a: entry(0, 12) }), /“a” is cut short/],
    ['a shape that does not fit', file({ a: entry(0, 8, [3]) }), /“a” does not fill its shape \[3\]/],
    ['an overlap', file({ a: entry(0, 8), b: entry(4, 8) }), /“b” overlaps the tensor before it/],
    ['a gap', file({ a: entry(0, 4), b: entry(8, 12) }, 12), /there is a gap before “b”/],
    ['bytes left over', file({ a: entry(0, 8) }, 12), /4 bytes at its end belong to no tensor/],
  ])('refuses %s', (_what, bytes, words) => {
    expect(() => decodeSafetensors(bytes)).toThrow(words)
  })
})

describe('a checkpoint as a file', () => {
  const checkpoint = { step: 12, tensors, state: { cursor: 3, streams: { latent: [1, 2] } } }

  test('comes back whole; what else the metadata says does not disturb', () => {
    const bytes = encodeCheckpoint(checkpoint, { recipe: '{}' })
    expect(decodeCheckpoint(bytes)).toEqual(checkpoint)
    expect(decodeSafetensors(bytes).metadata).toEqual({
      recipe: '{}',
      step: '12',
      state: JSON.stringify(checkpoint.state),
    })
  })

  test('is told from other safetensors files', () => {
    expect(() => decodeCheckpoint(encodeSafetensors({ tensors, metadata: {} }))).toThrow(/is not a checkpoint/)
  })
})
