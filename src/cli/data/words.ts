import type { DataSet, ImportedData } from '../../contract/dataSet.ts'
import { count } from '../words.ts'

/** “4 columns, 150 rows” or “28 × 28 pixels, 60,000 images”. */
export function describeData({ shape, count: examples }: DataSet): string {
  if (shape.kind === 'table') return `${count(shape.columns.length)} columns, ${count(examples)} rows`
  return `${shape.width} × ${shape.height} pixels, ${count(examples)} images${shape.labelled ? ' with labels' : ''}`
}

/** Digits of a hash by which people name data. */
export const shortHash = (hash: string) => hash.slice(0, 12)

/** What an import came to, line by line. */
export function importLines({ dataSet, isNew, notes }: ImportedData): string[] {
  const { name, shape, hash } = dataSet
  const head = `${isNew ? 'Imported' : 'Kept already, so nothing was added:'} “${name}”: ${describeData(dataSet)} (${shortHash(hash)}).`
  const columns = shape.kind === 'table' ? shape.columns : []
  const few = columns.slice(0, 20).map((column) => {
    const range = `${Number(column.low.toPrecision(6))} … ${Number(column.high.toPrecision(6))}`
    return `  ${column.name}\t${range}${column.counts ? '\tcounts the rows: left out of recipes unless named' : ''}`
  })
  const more = columns.length > few.length ? [`  and ${columns.length - few.length} more columns`] : []
  return [head, ...notes, ...few, ...more]
}
