import type { Database } from 'better-sqlite3'
import { sql } from '../statements.ts'

/** A series of one run: how many points it has, and the step of the last. */
export interface SeriesRecord {
  key: number
  name: string
  points: number
  lastStep: number
}

const columns = 'key, name, points, last_step AS lastStep'

export function findSeries(database: Database, run: number, name: string): SeriesRecord | undefined {
  return sql<SeriesRecord>(database, `SELECT ${columns} FROM series WHERE run = ? AND name = ?`).get(run, name)
}

export function listSeries(database: Database, run: number): SeriesRecord[] {
  return sql<SeriesRecord>(database, `SELECT ${columns} FROM series WHERE run = ? ORDER BY name`).all(run)
}

export function addSeries(database: Database, run: number, name: string): SeriesRecord {
  const { lastInsertRowid } = sql(database, 'INSERT INTO series (run, name) VALUES (?, ?)').run(run, name)
  return { key: Number(lastInsertRowid), name, points: 0, lastStep: -Infinity }
}

export function saveSeries(database: Database, series: SeriesRecord): void {
  sql(database, 'UPDATE series SET points = ?, last_step = ? WHERE key = ?').run(
    series.points,
    series.lastStep,
    series.key,
  )
}
