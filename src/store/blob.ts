import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { WorkbenchError } from '../contract/errors.ts'
import { decodeMessage, encodeMessage } from '../contract/ports/codec.ts'

/** Bytes as a row holds them, with the CRC-32 that tells later whether they are still the same. */
export interface Blob {
  data: Uint8Array
  bytes: number
  checksum: number
}

export function toBlob(data: Uint8Array): Blob {
  return { data, bytes: data.byteLength, checksum: crc32(data) }
}

/** Whether the bytes are those that were stored. */
export function isWhole(blob: { data: Uint8Array; checksum: number }): boolean {
  return crc32(blob.data) === blob.checksum
}

/** The stored bytes; throws a sentence that begins with `what` ("the frame at step 10 of …") if they have changed. */
export function checkedBytes(blob: { data: Uint8Array; checksum: number }, what: string): Uint8Array {
  if (!isWhole(blob)) {
    throw new WorkbenchError(
      'unavailable',
      `${what} is damaged on disk: its checksum does not match. The rest of the run can still be read.`,
    )
  }
  return blob.data
}

/** An object with typed arrays as compressed bytes. Level 1 already halves a field and costs the least time. */
export function packObject(value: unknown): Blob {
  return toBlob(deflateRawSync(encodeMessage(value), { level: 1 }))
}

/** The reverse of `packObject`; throws as `checkedBytes` does. */
export function unpackObject(blob: { data: Uint8Array; checksum: number }, what: string): unknown {
  return decodeMessage(inflateRawSync(checkedBytes(blob, what)))
}
