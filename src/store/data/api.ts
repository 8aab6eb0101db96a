import type { DataSet } from '../../contract/dataSet.ts'

/** Examples, or their labels. */
export type DataPart = 'values' | 'labels'

/** A piece of a part of a data set: whole examples. Chunks are numbered from 0 without gaps. */
export interface DataChunk {
  part: DataPart
  number: number
  data: Uint8Array
}

/** What is known of a data set once all of it has been read. */
export type KeptData = Pick<DataSet, 'hash' | 'shape' | 'count'>
