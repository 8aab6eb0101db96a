import type { Database } from 'better-sqlite3'
import { inflateRawSync } from 'node:zlib'
import type { DataSet } from '../../contract/dataSet.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { isOwnData, type DataRecipe } from '../../contract/recipe/data.ts'
import { checkedBytes } from '../blob.ts'
import { sql } from '../statements.ts'
import type { DataPart } from './api.ts'

interface DataRow {
  key: number
  hash: string
  name: string
  shape: string
  count: number
  bytes: number
  created_at: number
  runs: number
}

const columns = `key, hash, name, shape, count, bytes, created_at,
  (SELECT count(*) FROM runs WHERE json_extract(recipe, '$.data.file') = data_sets.hash AND purged = 0) AS runs`

const toDataSet = ({ hash, name, shape, count, bytes, created_at: createdAt, runs }: DataRow): DataSet => ({
  hash,
  name,
  shape: JSON.parse(shape) as DataSet['shape'],
  count,
  bytes,
  createdAt,
  runs,
})

function dataRow(database: Database, hash: string): DataRow {
  const row = sql<DataRow>(database, `SELECT ${columns} FROM data_sets WHERE hash = ? AND kept = 1`).get(hash)
  if (row) return row
  const start = hash.slice(0, 12)
  throw new WorkbenchError(
    'not-found',
    `the data ${start}… is not kept here: import the file it came from, or choose other data`,
  )
}

/** Throws not-found. */
export function dataSet(database: Database, hash: string): DataSet {
  return toDataSet(dataRow(database, hash))
}

/** Newest first. */
export function listData(database: Database): DataSet[] {
  const text = `SELECT ${columns} FROM data_sets WHERE kept = 1 ORDER BY created_at DESC, key DESC`
  return sql<DataRow>(database, text).all().map(toDataSet)
}

/** Throws not-found where a recipe names data that is not kept: a run without its data could never train. */
export function checkDataKept(database: Database, data: DataRecipe): void {
  if (isOwnData(data)) dataRow(database, data.file)
}

/** Takes a data set out of the list; its space is freed by and by. Throws conflict while a run names it. */
export function removeData(database: Database, hash: string): void {
  const { key, name, runs } = dataRow(database, hash)
  if (runs > 0) {
    const some = sql<{ name: string; trashed_at: number | null }>(
      database,
      `SELECT name, trashed_at FROM runs WHERE json_extract(recipe, '$.data.file') = ? AND purged = 0
       ORDER BY created_at DESC LIMIT 3`,
    ).all(hash)
    const names = some.map((run) => `“${run.name}”${run.trashed_at === null ? '' : ' (in the trash)'}`).join(', ')
    const more = runs > some.length ? ` and ${runs - some.length} more` : ''
    throw new WorkbenchError(
      'conflict',
      `“${name}” is the data of ${names}${more}: delete ${runs === 1 ? 'that run' : 'those runs'} for good first; nothing was deleted`,
    )
  }
  sql(database, 'UPDATE data_sets SET hash = NULL, kept = 0, abandoned = 1 WHERE key = ?').run(key)
}

/** The bytes of one chunk, or null behind the last. Throws not-found, or unavailable where it is damaged. */
export function readChunk(database: Database, hash: string, part: DataPart, number: number): Uint8Array | null {
  const { key, name } = dataRow(database, hash)
  const row = sql<{ checksum: number; data: Uint8Array }>(
    database,
    'SELECT checksum, data_bytes AS data FROM data_chunks WHERE data = ? AND part = ? AND number = ?',
  ).get(key, part, number)
  return row ? new Uint8Array(inflateRawSync(checkedBytes(row, `the data “${name}”`))) : null
}
