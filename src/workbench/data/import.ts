import { createHash } from 'node:crypto'
import type { ImportedData, ImportOptions } from '../../contract/dataSet.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { StoreClient } from '../../store/index.ts'
import { TableReader } from './csv/tableReader.ts'
import { IdxReader, looksLikeIdx } from './idxReader.ts'
import { looksLikeImage, otherImage } from './imageFile.ts'
import { ImagesReader } from './imagesReader.ts'
import type { DataReader, ReadPiece, ReaderSource } from './reader.ts'

export interface ImportRequest {
  store: StoreClient
  /** What it is called in lists. */
  name: string
  /** Of all its files together, where that is known. */
  totalBytes: number | null
  options: ImportOptions
}

const gzip = [0x1f, 0x8b]

function readerFor(head: Uint8Array, source: ReaderSource): DataReader {
  if (looksLikeImage(head) || otherImage(head)) return new ImagesReader(source)
  if (looksLikeIdx(head)) return new IdxReader(source)
  if (gzip.every((byte, index) => head[index] === byte)) {
    throw new WorkbenchError('bad-input', 'is compressed (gzip): unpack it first')
  }
  return new TableReader(source)
}

/**
 * One import on its way into the store: bytes come in, and a data set comes out at the end, whole or not at all. After
 * an error nothing of it is left.
 */
export class DataImport {
  readonly #request: ImportRequest
  #reader: DataReader | undefined
  #staged: number | undefined
  #hash = createHash('sha256')
  #labels: Uint8Array[] = []
  #numbers = { values: 0, labels: 0 }
  #bytesRead = 0
  /** Whether a file has been read to its end: what comes now is another, whatever its name. */
  #fileEnded = false

  constructor(request: ImportRequest) {
    this.#request = request
  }

  /** Rows or images read so far. */
  get count(): number {
    return this.#reader?.count ?? 0
  }

  /** Bytes of the files read so far. */
  get bytesRead(): number {
    return this.#bytesRead
  }

  /** The next slice of a file; `last` with its end. Throws bad-input, which names the file and the place in it. */
  async take(file: string, bytes: Uint8Array, last: boolean): Promise<void> {
    const { options, totalBytes } = this.#request
    await this.#named(file, async () => {
      const share = () => (totalBytes ? this.#bytesRead / totalBytes : null)
      this.#reader ??= readerFor(bytes, { options, share })
      if (this.#fileEnded && this.#reader instanceof TableReader) {
        throw new WorkbenchError('bad-input', 'comes with other files: import one table at a time')
      }
      this.#fileEnded = last
      this.#bytesRead += bytes.length
      for await (const piece of this.#reader.take(file, bytes, last)) await this.#keep(piece)
    })
  }

  /** Makes the data set visible. Throws bad-input where there is none in what came. */
  async finish(): Promise<ImportedData> {
    const { store, name } = this.#request
    return this.#named(name, async () => {
      if (!this.#reader) throw new WorkbenchError('bad-input', 'is empty')
      const { pieces, read } = this.#reader.finish()
      for (const piece of pieces) await this.#keep(piece)
      const { shape, count, notes } = read
      for (const labels of this.#labels) this.#hash.update(labels)
      const what = shape.kind === 'table' ? { columns: shape.columns.map((column) => column.name) } : { ...shape }
      const hash = this.#hash.update(JSON.stringify({ kind: shape.kind, count, ...what })).digest('hex')
      const key = await this.#stage()
      const { dataSet, isNew } = await store.call('data.keep', { key, kept: { hash, shape, count } })
      this.#staged = undefined
      return { dataSet, isNew, notes }
    })
  }

  /** Leaves nothing of it. */
  async drop(): Promise<void> {
    const key = this.#staged
    this.#staged = undefined
    if (key !== undefined) await this.#request.store.call('data.drop', { key })
  }

  async #stage(): Promise<number> {
    const { store, name } = this.#request
    return (this.#staged ??= await store.call('data.stage', { name, createdAt: Date.now() }))
  }

  async #keep({ part, data }: ReadPiece): Promise<void> {
    if (part === 'values') this.#hash.update(data)
    else this.#labels.push(data)
    const key = await this.#stage()
    await this.#request.store.call('data.append', { key, chunk: { part, number: this.#numbers[part]++, data } })
  }

  /** Puts the file's name before what is wrong with it, and leaves nothing. */
  async #named<T>(file: string, task: () => Promise<T>): Promise<T> {
    try {
      return await task()
    } catch (error) {
      await this.drop()
      if (!(error instanceof WorkbenchError) || error.code !== 'bad-input') throw error
      const place = /^line \d/.test(error.message) ? `${file}, ` : `${file} `
      const message = `${place}${error.message}. Nothing was imported`
      throw new WorkbenchError(
        'bad-input',
        `${message}.`,
        error.issues.map((issue) => ({ ...issue, message })),
      )
    }
  }
}
