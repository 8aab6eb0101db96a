import { WorkbenchError } from '../../contract/errors.ts'
import type { StoreClient } from '../../store/index.ts'
import { CsvWriter } from './csv.ts'

/**
 * Every stored series in full as CSV: a header "step,<series>…", then one row a step, a field left empty where a
 * series has no value at that step. Numbers have every digit that a double needs; NaN and Infinity are those words.
 */
export async function metricsCsv(store: StoreClient, id: string, names: readonly string[]): Promise<Uint8Array> {
  if (names.length === 0) throw new WorkbenchError('conflict', 'The run has no metrics yet: let it train a step first.')
  const columns: { name: string; steps: Float64Array; values: Float64Array; at: number }[] = []
  for (const name of names) {
    // One series at a time: a whole run in one message would be in memory twice.
    const [view] = await store.call('series.read', { id, names: [name], from: 0, maxPoints: Number.MAX_SAFE_INTEGER })
    if (view) columns.push({ name, steps: view.steps, values: view.values, at: 0 })
  }
  const csv = new CsvWriter()
  csv.row(['step', ...columns.map(({ name }) => name)])
  for (;;) {
    let step = Infinity
    for (const column of columns) {
      if (column.at < column.steps.length) step = Math.min(step, column.steps[column.at]!)
    }
    if (step === Infinity) return csv.bytes()
    const fields = [String(step)]
    for (const column of columns) {
      const present = column.steps[column.at] === step
      fields.push(present ? String(column.values[column.at]) : '')
      if (present) column.at++
    }
    csv.row(fields)
  }
}
