import { mostExamples, mostImageBytes } from '../../contract/dataSet.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { formatNumber } from '../../figures/numbers.ts'
import { mostImageSide } from '../../contract/recipe/data.ts'
import { BytePieces } from './bytePieces.ts'
import { tooMany } from './limits.ts'
import type { DataReader, ReadData, ReaderSource, ReadPiece } from './reader.ts'

const inWords = (count: number) => formatNumber(count)
const problem = (what: string) => new WorkbenchError('bad-input', what)

/** What the third byte says of the numbers in the file. */
const numberTypes: Readonly<Record<number, string>> = {
  0x09: 'signed bytes',
  0x0b: 'short integers',
  0x0c: 'integers',
  0x0d: 'single-precision numbers',
  0x0e: 'double-precision numbers',
}

/** Whether a file begins as IDX files do: two zero bytes, a type, and up to four dimensions. */
export function looksLikeIdx(head: Uint8Array): boolean {
  const [first, second, type = 0, dimensions = 0] = head
  return first === 0 && second === 0 && (type === 0x08 || type in numberTypes) && dimensions >= 1 && dimensions <= 4
}

/** One IDX file on its way: its header, then examples of a fixed number of bytes. */
class IdxFile {
  /** Examples, and the sides of each; none for labels. */
  dimensions: number[] | undefined
  bytesRead = 0
  #rest = new Uint8Array(0)

  get exampleBytes(): number {
    return this.dimensions!.slice(1).reduce((product, side) => product * side, 1)
  }

  get headerBytes(): number {
    return 4 + 4 * this.dimensions!.length
  }

  /** The whole examples in the bytes so far; what is left waits for the next slice. */
  *examples(bytes: Uint8Array): Generator<Uint8Array> {
    this.bytesRead += bytes.length
    let all = Buffer.concat([this.#rest, bytes])
    if (!this.dimensions) {
      const count = all[3]
      if (count === undefined || all.length < 4 + 4 * count) {
        this.#rest = all
        return
      }
      this.dimensions = Array.from({ length: count }, (_, index) => all.readUInt32BE(4 + 4 * index))
      this.#check(all[2]!)
      all = all.subarray(this.headerBytes)
    }
    const size = this.exampleBytes
    let at = 0
    for (; at + size <= all.length; at += size) yield all.subarray(at, at + size)
    this.#rest = Uint8Array.from(all.subarray(at))
  }

  #check(type: number): void {
    if (type !== 0x08)
      throw problem(
        `holds ${numberTypes[type] ?? 'something else'}; images and labels are read as bytes without sign (type 08)`,
      )
    const dimensions = this.dimensions!
    if (dimensions.length !== 1 && dimensions.length !== 3) {
      throw problem(`has ${dimensions.length} dimensions; images have 3 (how many, height, width), labels 1`)
    }
    const [count, height = 1, width = 1] = dimensions
    if (count === 0) throw problem('is empty: its header names no examples')
    if (height < 1 || width < 1) throw problem(`says in its header that images are ${width} × ${height} pixels`)
    if (height > mostImageSide || width > mostImageSide) {
      throw problem(
        `holds images of ${inWords(width)} × ${inWords(height)} pixels; at most ${mostImageSide} × ${mostImageSide} can be learnt`,
      )
    }
  }

  /** Throws where the file is not as long as its header says. */
  end(): void {
    if (!this.dimensions) throw problem(`is cut short: it ends after ${this.bytesRead} bytes, inside its header`)
    const [count = 0, height, width] = this.dimensions
    const expected = this.headerBytes + count * this.exampleBytes
    if (this.bytesRead === expected) return
    const what =
      width === undefined ? `${inWords(count)} labels` : `${inWords(count)} images of ${width} × ${height} pixels`
    const promised = `its header promises ${what}, ${inWords(expected)} bytes; the file has ${inWords(this.bytesRead)}`
    if (this.bytesRead > expected) throw problem(`is longer than it should be: ${promised}`)
    const at = Math.floor(Math.max(0, this.bytesRead - this.headerBytes) / this.exampleBytes)
    throw problem(
      `is cut short: ${promised}, and ends inside ${width === undefined ? 'label' : 'image'} ${inWords(at + 1)}`,
    )
  }
}

/** The file being read. */
interface OpenFile {
  file: IdxFile
  pieces?: BytePieces
  /** Examples so far, those left out included. */
  taken: number
}

/** Reads IDX files (LeCun et al., MNIST): one of images, one byte a pixel, and perhaps one of their labels. */
export class IdxReader implements DataReader {
  readonly #source: ReaderSource
  #open: OpenFile | undefined
  #images: { name: string; dimensions: number[] } | undefined
  #labels: { name: string; count: number } | undefined
  count = 0

  constructor(source: ReaderSource) {
    this.#source = source
  }

  *take(name: string, bytes: Uint8Array, last: boolean): Generator<ReadPiece> {
    const open = (this.#open ??= { file: new IdxFile(), taken: 0 })
    for (const example of open.file.examples(bytes)) {
      open.pieces ??= this.#begin(name, open.file)
      this.#add(open, example)
    }
    // Once it is known what the file holds, and before the rest of it comes.
    if (open.file.dimensions) open.pieces ??= this.#begin(name, open.file)
    if (open.pieces) yield* open.pieces.take()
    if (!last) return
    open.file.end()
    this.#open = undefined
    if (open.pieces) yield* open.pieces.rest()
  }

  finish(): { pieces: ReadPiece[]; read: ReadData } {
    if (!this.#images) throw problem('holds labels only: choose the file of the images, too')
    const [count = 0, height = 0, width = 0] = this.#images.dimensions
    if (this.#labels && this.#labels.count !== count) {
      throw problem(
        `has ${inWords(count)} images in ${this.#images.name} and ${inWords(this.#labels.count)} labels in ${this.#labels.name}: these files don’t belong together`,
      )
    }
    if (this.count < 2) throw problem('has one image only; at least two are needed')
    const { every } = this.#source.options
    const notes = every > 1 ? [`Of ${inWords(count)} images one in ${every} was kept.`] : []
    const shape = { kind: 'images', width, height, labelled: this.#labels !== undefined } as const
    return { pieces: [], read: { shape, count: this.count, notes } }
  }

  #begin(name: string, file: IdxFile): BytePieces {
    const dimensions = file.dimensions!
    if (dimensions.length === 1) {
      if (this.#labels) throw problem(`holds labels, and so does ${this.#labels.name}: one file of labels at a time`)
      this.#labels = { name, count: dimensions[0]! }
      this.#checkLimit(dimensions[0]!, 'labels', mostExamples)
      return new BytePieces('labels', 1)
    }
    if (this.#images) throw problem(`holds images, and so does ${this.#images.name}: one file of images at a time`)
    this.#images = { name, dimensions }
    const size = file.exampleBytes
    const most = Math.min(mostExamples, Math.floor(mostImageBytes / size))
    this.#checkLimit(dimensions[0]!, 'images', most, ` of ${dimensions[2]} × ${dimensions[1]} pixels`)
    return new BytePieces('values', size)
  }

  /** Throws where a file's header promises more than can be kept: before any of it is. */
  #checkLimit(count: number, what: string, most: number, why?: string): void {
    const kept = Math.ceil(count / this.#source.options.every)
    if (kept > most) throw tooMany({ ...this.#source, share: () => most / kept }, what, most, why)
  }

  #add(open: OpenFile, example: Uint8Array): void {
    if (open.taken++ % this.#source.options.every !== 0) return
    open.pieces!.add(example)
    if (open.file.dimensions!.length === 3) this.count++
  }
}
