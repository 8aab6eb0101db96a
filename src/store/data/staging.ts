import type { Database } from 'better-sqlite3'
import { deflateRawSync } from 'node:zlib'
import type { DataSet } from '../../contract/dataSet.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { toBlob } from '../blob.ts'
import { sql } from '../statements.ts'
import type { DataChunk, KeptData } from './api.ts'
import { dataSet } from './dataSets.ts'

/**
 * Begins a data set that nobody sees until `keepData`. Its chunks are written as they come, in transactions of their
 * own: one transaction over a long import would hold up everything that trains meanwhile.
 */
export function stageData(database: Database, name: string, createdAt: number): number {
  const added = sql(database, 'INSERT INTO data_sets (name, created_at) VALUES (?, ?)').run(name, createdAt)
  return Number(added.lastInsertRowid)
}

/** Adds a chunk of a staged data set's part. */
export function appendData(database: Database, key: number, { part, number, data }: DataChunk): void {
  const blob = toBlob(deflateRawSync(data, { level: 1 }))
  sql(
    database,
    'INSERT INTO data_chunks (data, part, number, bytes, checksum, data_bytes) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(key, part, number, blob.bytes, blob.checksum, blob.data)
}

/** Gives up a staged data set; what it held is freed by and by. */
export function dropData(database: Database, key: number): void {
  sql(database, 'UPDATE data_sets SET abandoned = 1 WHERE key = ? AND kept = 0').run(key)
}

/** Staged by a process that is gone: nobody will finish them. */
export function dropStaged(database: Database): void {
  sql(database, 'UPDATE data_sets SET abandoned = 1 WHERE kept = 0').run()
}

/** Makes a staged data set visible, whole; or drops it for the one of the same hash that is kept already. */
export function keepData(
  database: Database,
  key: number,
  { hash, shape, count }: KeptData,
): { dataSet: DataSet; isNew: boolean } {
  const kept = sql(database, 'SELECT 1 FROM data_sets WHERE hash = ? AND kept = 1').get(hash)
  if (kept) {
    dropData(database, key)
    return { dataSet: dataSet(database, hash), isNew: false }
  }
  const { changes } = sql(
    database,
    'UPDATE data_sets SET hash = ?, shape = ?, count = ?, kept = 1 WHERE key = ? AND abandoned = 0',
  ).run(hash, JSON.stringify(shape), count, key)
  if (changes === 0) throw new WorkbenchError('not-found', 'there is no such import')
  return { dataSet: dataSet(database, hash), isNew: true }
}
