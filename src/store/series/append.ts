import type { Database } from 'better-sqlite3'
import type { SeriesChunk } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { formatLatest, parseLatest, runRow } from '../runRow.ts'
import { sql } from '../statements.ts'
import { chunkCapacity, readRows, writeChunk } from './chunk.ts'
import { addSeries, findSeries, saveSeries, type SeriesRecord } from './record.ts'
import { groupRows, groupSize, joinRows, sliceRows, type Rows } from './rows.ts'

function checkChunk(chunk: SeriesChunk, series: SeriesRecord): void {
  const refuse = (why: string) =>
    new WorkbenchError('bad-input', `“${chunk.name}”: ${why}; nothing of this call was stored`)
  const { steps, values } = chunk
  if (steps.length !== values.length) throw refuse(`${steps.length} steps for ${values.length} values`)
  let last = series.lastStep
  for (const step of steps) {
    if (!Number.isFinite(step)) throw refuse(`${step} is not a step`)
    if (step <= last) throw refuse(`step ${step} comes after step ${last}, which is stored or in the same call`)
    last = step
  }
}

/**
 * Adds entries behind the `count` that a level has, and to the levels above what `storedCount` says.
 * Only complete groups are stored: dropping the newest points later is then cutting off, at every level.
 */
function appendRows(database: Database, series: SeriesRecord, level: number, count: number, added: Rows): void {
  const capacity = chunkCapacity(level)
  const begin = count - (count % capacity)
  const rows = joinRows([readRows(database, series, level, begin, count), added], added.columns.length)
  const length = rows.steps.length
  for (let at = 0; at < length; at += capacity) {
    writeChunk(database, series.key, level, (begin + at) / capacity, sliceRows(rows, at, at + capacity))
  }
  const grouped = level === 0 ? begin / groupSize : Math.floor(count / groupSize)
  const ready = level === 0 ? length - (length % capacity) : length
  const next = groupRows(sliceRows(rows, grouped * groupSize - begin, ready))
  if (next.steps.length > 0) appendRows(database, series, level + 1, grouped, next)
}

/** Adds points to series of a run; all of them, or none if any chunk goes back or overlaps what is stored. */
export function appendMetrics(database: Database, id: string, chunks: readonly SeriesChunk[]): void {
  const run = runRow(database, id)
  const latest = parseLatest(run.latest)
  let step = run.step
  for (const chunk of chunks) {
    if (chunk.steps.length === 0 && chunk.values.length === 0) continue
    const series = findSeries(database, run.key, chunk.name) ?? addSeries(database, run.key, chunk.name)
    checkChunk(chunk, series)
    appendRows(database, series, 0, series.points, { steps: chunk.steps, columns: [chunk.values] })
    const lastStep = chunk.steps.at(-1)!
    saveSeries(database, { ...series, points: series.points + chunk.steps.length, lastStep })
    latest[chunk.name] = chunk.values.at(-1)!
    step = Math.max(step, lastStep)
  }
  sql(database, 'UPDATE runs SET latest = ?, step = ? WHERE key = ?').run(formatLatest(latest), step, run.key)
}
