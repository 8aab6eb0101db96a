import { expect, test } from 'vitest'
import { WorkbenchError } from '../../../src/contract/errors.ts'
import { applyEdit } from '../../../src/contract/recipe/edit.ts'
import { importOptionsSchema, type ImportOptions, type TableShape } from '../../../src/contract/dataSet.ts'
import { DataImport } from '../../../src/workbench/data/import.ts'
import type { StoreClient } from '../../../src/store/index.ts'
import { open } from '../../store/library.ts'

const rows = 10_000_000
const rowsOfSlice = 20_000

/** Sends ten million rows as a client does, slice after slice, without ever holding them all. */
async function importRows(store: StoreClient, options: Partial<ImportOptions>) {
  const slice = new TextEncoder().encode('0.25,-1.5\n'.repeat(rowsOfSlice))
  const slices = rows / rowsOfSlice
  const one = new DataImport({
    store,
    name: 'long.csv',
    totalBytes: slice.length * slices,
    options: importOptionsSchema.parse(options),
  })
  for (let index = 0; index < slices; index++) await one.take('long.csv', slice, index === slices - 1)
  return one.finish()
}

test('ten million rows are refused with nothing kept, and the change that is proposed keeps them in bounded memory', async () => {
  const store = await open()
  const refused = await importRows(store, {}).catch((error: unknown) => error)
  if (!(refused instanceof WorkbenchError)) throw new Error('ten million rows were taken')
  expect(refused.message).toMatch(/^long\.csv has more than 1.000.000 rows/)
  expect(await store.call('data.list', {})).toEqual([])

  const fix = refused.issues[0]?.fix
  expect(fix?.label).toMatch(/^Keep every 1[01]th$/)
  const before = process.memoryUsage().arrayBuffers
  const { dataSet } = await importRows(store, applyEdit({}, fix!.edit) as Partial<ImportOptions>)
  expect(dataSet.count).toBeGreaterThan(900_000)
  expect((dataSet.shape as TableShape).columns).toHaveLength(2)
  // All rows as numbers would be 160 MB.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100e6)
}, 120_000)
