import type { WorkbenchClient } from './api.ts'
import type { ImportedData, ImportOptions } from './dataSet.ts'

/** A file to be imported, of which any part can be read. */
export interface ImportFile {
  name: string
  size: number
  /** Its bytes from `from` to before `to`. */
  read(from: number, to: number): Promise<Uint8Array>
}

export interface DataToImport {
  /** Unlike that of any other import of this client. */
  id: string
  /** What the data is called in lists. */
  name: string
  files: readonly ImportFile[]
  options?: Partial<ImportOptions>
  /** Told after each slice: the share that is done, 0 … 1, and the rows or images read so far. */
  onProgress?(done: number, count: number): void
}

/** Bytes sent at once: some milliseconds of reading. */
const sliceBytes = 1 << 18

/**
 * Sends files to a workbench, slice by slice, and answers with the data they became. `data.cancel` with the same id
 * ends it at any time. Throws bad-input, naming file and line or field; then nothing is kept.
 */
export async function importData(
  call: WorkbenchClient['call'],
  { id, name, files, options = {}, onProgress }: DataToImport,
): Promise<ImportedData> {
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
  await call('data.begin', { id, name, totalBytes, options })
  // One slice is read while the one before it is taken in.
  let taken: Promise<unknown> = Promise.resolve()
  try {
    for (const file of files) {
      for (let at = 0; at < file.size || at === 0; at += sliceBytes) {
        const to = Math.min(file.size, at + sliceBytes)
        const bytes = await file.read(at, to)
        await taken
        taken = call('data.send', { id, file: file.name, bytes, last: to === file.size }).then(
          ({ bytes: done, count }) => onProgress?.(totalBytes === 0 ? 1 : done / totalBytes, count),
        )
        // It is waited for above or below; until then nobody else hears of an error.
        taken.catch(() => undefined)
      }
    }
    await taken
    return await call('data.finish', { id })
  } catch (error) {
    // A file that can't be read any more leaves an import behind; one that has ended by itself leaves none.
    await call('data.cancel', { id }).catch(() => undefined)
    throw error
  }
}

const imageEnding = /\.(png|jpe?g|gif|webp|bmp|tiff?)$/i

/** Files of a folder that are images by their names, in the order of these; hidden ones are left out. */
export function imagesAmong<T extends { name: string }>(files: readonly T[]): T[] {
  const isHidden = ({ name }: T) => name.split('/').some((part) => part.startsWith('.') || part.startsWith('__MACOSX'))
  return files
    .filter((file) => imageEnding.test(file.name) && !isHidden(file))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}
