/** What an image file's own bytes say before it is decoded. */
export interface ImageFacts {
  width: number
  height: number
  /** Whether its end is there: decoders fill up what is missing of a cut one with grey. */
  whole: boolean
}

const starts = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, index) => bytes[index] === byte)

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const jpegStart = [0xff, 0xd8, 0xff]

/** Images that others read and this doesn't. */
const others: readonly (readonly [string, readonly number[]])[] = [
  ['a GIF', [0x47, 0x49, 0x46, 0x38]],
  ['a WebP or another RIFF file', [0x52, 0x49, 0x46, 0x46]],
  ['a BMP', [0x42, 0x4d]],
  ['a TIFF', [0x49, 0x49, 0x2a, 0x00]],
  ['a TIFF', [0x4d, 0x4d, 0x00, 0x2a]],
]

export const looksLikeImage = (bytes: Uint8Array) => starts(bytes, pngStart) || starts(bytes, jpegStart)

/** What kind of image that can't be read a file is; undefined where it is none. */
export const otherImage = (bytes: Uint8Array) => others.find(([, start]) => starts(bytes, start))?.[0]

function pngFacts(bytes: Uint8Array, view: DataView): ImageFacts | null {
  if (bytes.length < 33) return null
  // The last chunk is IEND: no bytes, its name, its checksum.
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('IEND', bytes.length - 64)
  return { width: view.getUint32(16), height: view.getUint32(20), whole }
}

/** Start-of-frame markers: all of C0 … CF but DHT, JPG and DAC. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpegFacts(bytes: Uint8Array, view: DataView): ImageFacts | null {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!
    if (isFrame(marker)) {
      const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(Buffer.of(0xff, 0xd9)) > at
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), whole }
    }
    // A marker may be preceded by any number of fill bytes.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return null
}

/** Null where it is cut short before it says how large it is. */
export function imageFacts(bytes: Uint8Array): ImageFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return starts(bytes, pngStart) ? pngFacts(bytes, view) : jpegFacts(bytes, view)
}
