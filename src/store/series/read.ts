import type { Database } from 'better-sqlite3'
import type { SeriesView } from '../../contract/api.ts'
import { countBefore, readRows, storedCount } from './chunk.ts'
import type { SeriesRecord } from './record.ts'
import { asGroups, groupSize, higher, lower, type Rows } from './rows.ts'

interface Piece {
  /** Points that each entry stands for. */
  size: number
  /** Index of the first point. */
  from: number
  rows: Rows
}

/** Points `from` … `to` − 1, by the fewest entries of `level` and below that cover them exactly. */
function cover(database: Database, series: SeriesRecord, from: number, to: number, level: number): Piece[] {
  if (from >= to) return []
  const size = groupSize ** level
  const first = Math.ceil(from / size)
  const last = Math.min(Math.floor(to / size), storedCount(level, series.points))
  if (first >= last) return cover(database, series, from, to, level - 1)
  return [
    ...cover(database, series, from, first * size, level - 1),
    { size, from: first * size, rows: readRows(database, series, level, first, last) },
    ...cover(database, series, last * size, to, level - 1),
  ]
}

function mergeInto(pieces: readonly Piece[], width: number, first: number, count: number) {
  const [steps, values, low, high] = [0, 1, 2, 3].map(() => new Float64Array(count).fill(NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const points = new Float64Array(count)
  for (const { size, from, rows } of pieces) {
    const [lows, highs, means] = asGroups(rows)
    for (let index = 0; index < rows.steps.length; index++) {
      const bucket = Math.floor((from + index * size) / width) - first
      if (points[bucket] === 0) {
        steps[bucket] = rows.steps[index]!
        values[bucket] = 0
      }
      low[bucket] = lower(low[bucket]!, lows[index]!)
      high[bucket] = higher(high[bucket]!, highs[index]!)
      values[bucket]! += means[index]! * size
      points[bucket]! += size
    }
  }
  for (let bucket = 0; bucket < count; bucket++) values[bucket]! /= points[bucket]!
  return { steps, values, low, high }
}

/**
 * A series from step `from` on: every point where there are at most `maxPoints`, else at most that many buckets, each
 * with the step of its first point and the low, high and mean of its points. Edges of buckets are multiples of their
 * width from the start of the series, so that they stay where they are while the series grows.
 */
export function readSeries(database: Database, series: SeriesRecord, from: number, maxPoints: number): SeriesView {
  const start = countBefore(database, series, from)
  const { name, points: total } = series
  if (total - start <= maxPoints) {
    const { steps, columns } = readRows(database, series, 0, start, total)
    return { name, steps: steps.slice(), values: columns[0]!.slice(), total }
  }
  // The first bucket may be a cut one, which takes the place of a whole one.
  const least = Math.ceil((total - start) / Math.max(1, start === 0 ? maxPoints : maxPoints - 1))
  const level = Math.floor(Math.log2(least) / Math.log2(groupSize))
  const width = Math.ceil(least / groupSize ** level) * groupSize ** level
  const first = Math.floor(start / width)
  const count = Math.ceil(total / width) - first
  return { name, ...mergeInto(cover(database, series, start, total, level), width, first, count), total }
}
