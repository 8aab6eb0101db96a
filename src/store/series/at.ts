import type { Database } from 'better-sqlite3'
import { runRow } from '../runRow.ts'
import { countBefore, readRows } from './chunk.ts'
import { listSeries } from './record.ts'

/** The values of a run's series at one step; series that have none there are left out. */
export function valuesAt(database: Database, id: string, step: number): Record<string, number> {
  const found = listSeries(database, runRow(database, id).key).flatMap((series) => {
    const at = countBefore(database, series, step)
    if (at >= series.points) return []
    const { steps, columns } = readRows(database, series, 0, at, at + 1)
    return steps[0] === step ? [[series.name, columns[0]![0]!] as const] : []
  })
  return Object.fromEntries(found)
}
