import type { Database } from 'better-sqlite3'
import { checkedBytes, toBlob, type Blob } from '../blob.ts'
import { sql } from '../statements.ts'
import type { SeriesRecord } from './record.ts'
import { groupSize, joinRows, sliceRows, type Rows } from './rows.ts'

/**
 * Entries a chunk at each level: multiples of the group size, so that no group lies in two chunks, and as many as fill
 * whole pages of the file, which a partly filled page more would not.
 */
export const chunkCapacity = (level: number): number => (level === 0 ? 1072 : 352)

/**
 * How many entries of a level are stored of a series of so many points. Levels above the points are written only when
 * a chunk of points is full: keeping them up to date with every flush would double what is written.
 */
export function storedCount(level: number, points: number): number {
  if (level === 0) return points
  return Math.floor((points - (points % chunkCapacity(0))) / groupSize ** level)
}

const columnCount = (level: number): number => (level === 0 ? 1 : 3)

interface ChunkRow extends Blob {
  first_step: number
  count: number
  stride: number | null
}

/** The distance between steps if it is the same all along, so that steps need not be stored. */
function strideOf(steps: Float64Array): number | null {
  const first = steps[0]!
  const stride = steps.length > 1 ? steps[1]! - first : 0
  return steps.every((step, index) => step === first + index * stride) ? stride : null
}

export function writeChunk(database: Database, series: number, level: number, number: number, rows: Rows): void {
  const { steps, columns } = rows
  const stride = strideOf(steps)
  const arrays = stride === null ? [...columns, steps] : columns
  const values = new Float64Array(arrays.length * steps.length)
  for (const [index, array] of arrays.entries()) values.set(array, index * steps.length)
  const { data, bytes, checksum } = toBlob(new Uint8Array(values.buffer))
  sql(
    database,
    `INSERT INTO series_chunks (series, level, number, first_step, last_step, count, stride, bytes, checksum, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET last_step = excluded.last_step, count = excluded.count, stride = excluded.stride,
       bytes = excluded.bytes, checksum = excluded.checksum, data = excluded.data`,
  ).run(series, level, number, steps[0], steps.at(-1), steps.length, stride, bytes, checksum, data)
}

function decodeChunk(row: ChunkRow, level: number, series: SeriesRecord): Rows {
  const what = `“${series.name}” from step ${row.first_step} on`
  // A copy, because a blob's bytes need not lie where doubles may be read.
  const values = new Float64Array(new Uint8Array(checkedBytes(row, what)).buffer)
  const part = (index: number) => values.subarray(index * row.count, (index + 1) * row.count)
  const columns = Array.from({ length: columnCount(level) }, (_, index) => part(index))
  const { stride, first_step: first } = row
  const steps =
    stride === null
      ? part(columns.length)
      : Float64Array.from({ length: row.count }, (_, index) => first + index * stride)
  return { steps, columns }
}

/** Entries `from` … `to` − 1 of a level, counted from the start of the series. Throws if a chunk is damaged. */
export function readRows(database: Database, series: SeriesRecord, level: number, from: number, to: number): Rows {
  const capacity = chunkCapacity(level)
  const first = Math.floor(from / capacity)
  const chunks =
    to <= from
      ? []
      : sql<ChunkRow>(
          database,
          `SELECT first_step, count, stride, checksum, data FROM series_chunks
           WHERE series = ? AND level = ? AND number BETWEEN ? AND ? ORDER BY number`,
        ).all(series.key, level, first, Math.floor((to - 1) / capacity))
  const rows = joinRows(
    chunks.map((chunk) => decodeChunk(chunk, level, series)),
    columnCount(level),
  )
  return sliceRows(rows, from - first * capacity, to - first * capacity)
}

/** How many points of a series have a step below `step`, or at most `step` with `orAt`. */
export function countBefore(database: Database, series: SeriesRecord, step: number, orAt = false): number {
  const number = sql<number>(
    database,
    `SELECT number FROM series_chunks WHERE series = ? AND level = 0 AND last_step ${orAt ? '>' : '>='} ?
     ORDER BY number LIMIT 1`,
  )
    .pluck()
    .get(series.key, step)
  if (number === undefined) return series.points
  const from = number * chunkCapacity(0)
  const { steps } = readRows(database, series, 0, from, Math.min(series.points, from + chunkCapacity(0)))
  return from + steps.findIndex((one) => (orAt ? one > step : one >= step))
}
