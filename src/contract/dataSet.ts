import { z } from 'zod'
import type { ScalingKind } from './recipe/data.ts'

/** What is known of a column of numbers, over every row that is kept; in the person's own units. */
export interface ColumnFacts {
  name: string
  mean: number
  /** Standard deviation, divided by n. */
  sd: number
  low: number
  high: number
  /** Whether it has no name of its own and only counts the rows, as pandas writes its index. */
  counts: boolean
}

export interface TableShape {
  kind: 'table'
  /** Those of numbers, in the file's order. */
  columns: ColumnFacts[]
}

export interface ImagesShape {
  kind: 'images'
  width: number
  height: number
  /** Whether there is a label, 0 … 255, to each. */
  labelled: boolean
}

/** Data that a person has brought, as it is kept in the library. */
export interface DataSet {
  /** SHA-256 of what was read, in hex: the same numbers and column names have the same one, whatever file they came in. */
  hash: string
  /** The name of the file or folder it came from. */
  name: string
  shape: TableShape | ImagesShape
  /** Rows or images. */
  count: number
  /** Bytes it takes up in the library. */
  bytes: number
  /** Milliseconds since 1970. */
  createdAt: number
  /** Runs that name it, those in the trash included: while there are any it can't be deleted. */
  runs: number
}

/** What an import came to. */
export interface ImportedData {
  dataSet: DataSet
  /** False where the same data was kept already; then nothing was added. */
  isNew: boolean
  /** How the files were understood and what was left out, a sentence each. */
  notes: string[]
}

/** Most rows of a table, or images. */
export const mostExamples = 1_000_000
/** Most numbers of a table, rows × columns. */
export const mostTableNumbers = 10_000_000
/** Most bytes of images, a byte a pixel: they go to the engine in one message, which is to hold nothing else up. */
export const mostImageBytes = 60_000_000
/** Most columns that a file may have. */
export const mostFileColumns = 1024
/** Bytes of a file sent at once, at most. */
export const mostSentBytes = 1 << 20

/** How the files of an import are to be read, where that is not left to the importer. */
export const importOptionsSchema = z.object({
  /** Whether a table's first line names its columns. */
  header: z.enum(['auto', 'yes', 'no']).default('auto'),
  /** Names of columns of a table that are not to be kept. */
  leaveOut: z.array(z.string().max(1000)).max(mostFileColumns).default([]),
  /** Keeps every so many-th row of a table, or image, from the first on. */
  every: z.number().int().min(1).max(1_000_000).default(1),
})
export type ImportOptions = z.output<typeof importOptionsSchema>

/** The affine map from a person's units to those of the networks: x ↦ (x − offset) / scale. */
export interface ColumnScale {
  offset: number
  scale: number
}

/** A column that is the same in every row is moved to 0 and has no width to be divided by. */
const divisor = (width: number) => (width > 0 ? width : 1)

/** How a recipe's scaling maps a column: to mean 0 and deviation 1, to −1 … 1, or not at all. */
export function columnScale({ mean, sd, low, high }: ColumnFacts, scaling: ScalingKind): ColumnScale {
  switch (scaling) {
    case 'standardize':
      return { offset: mean, scale: divisor(sd) }
    case 'range':
      return { offset: (low + high) / 2, scale: divisor((high - low) / 2) }
    case 'none':
      return { offset: 0, scale: 1 }
  }
}
