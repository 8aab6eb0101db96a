import type { DataSet, ImportOptions } from '../../contract/dataSet.ts'
import type { DataPart } from '../../store/data/api.ts'

/** Whole examples that have been read, on their way to the store. */
export interface ReadPiece {
  part: DataPart
  data: Uint8Array
}

/** What a reader has found once all files are in. */
export interface ReadData {
  shape: DataSet['shape']
  count: number
  /** How the files were understood and what was left out, a sentence each. */
  notes: string[]
}

/** How far the files are read, for what is said of limits. */
export interface ReaderSource {
  options: ImportOptions
  /** The share of all bytes that has been read so far, 0 … 1; null where it is not known how many there are. */
  share(): number | null
}

/**
 * Reads files of one kind as their bytes come, in bounded memory. Errors are bad-input, and begin with the line or the
 * place in the file that is named before them.
 */
export interface DataReader {
  /** The next slice of a file; `last` with its end. Files come one after the other. */
  take(file: string, bytes: Uint8Array, last: boolean): AsyncIterable<ReadPiece> | Iterable<ReadPiece>
  /** Examples read so far. */
  readonly count: number
  /** What is left, and what it all was. */
  finish(): { pieces: ReadPiece[]; read: ReadData }
}

/** Bytes of a piece, at most but for an example that is larger. */
export const pieceBytes = 1 << 18
